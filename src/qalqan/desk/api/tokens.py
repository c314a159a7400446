"""Tokens: drawn once, shown once, kept as a digest, narrowed to one circle and to roles that the account has."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.desk.models import AccessToken
from qalqan.errors import NotFound, WrongCall
from qalqan.safety import audit
from qalqan.safety.access import current_grants
from qalqan.safety.models import Account, Circle

PREFIX = "qalqan_"
LONGEST_DAYS = 180
# What a program may be trusted with; people who respond, keep the house or read the log do it themselves.
ROLES = ("reader", "editor", "verifier", "publisher")


def give(account: Account, circle: Circle, roles: Collection[str], purpose: str, days: int) -> tuple[AccessToken, str]:
    """A new token of hers and its words, which are kept nowhere. Raises WrongCall for what she cannot give away."""
    if not purpose.strip():
        raise WrongCall(_("A token needs its purpose: say in a few words which program asks for what."))
    if not roles or not set(roles) <= set(ROLES) & set(account.roles):
        raise WrongCall(_("A token has roles that you have yourself, of %(roles)s.") % {"roles": ", ".join(ROLES)})
    if circle.pk not in {grant.circle_id for grant in current_grants(account)}:
        raise WrongCall(_("A token is for a circle in which a grant of yours runs."))
    if not 1 <= days <= LONGEST_DAYS:
        raise WrongCall(_("A token runs from 1 to %(days)d days.") % {"days": LONGEST_DAYS})
    words = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = AccessToken.objects.create(
            account=account,
            circle=circle,
            roles=sorted(set(roles)),
            purpose=purpose.strip()[:500],
            digest=_digest(words),
            until=timezone.now() + timedelta(days=days),
        )
        audit.log("token-given", token.permanent_id, account=account)
    return token, words


def end(account: Account, permanent_id: str) -> AccessToken:
    """Ends a token of hers at once. Raises NotFound for one that is not hers."""
    token = AccessToken.objects.filter(account=account, permanent_id=permanent_id).first()
    if token is None:
        raise NotFound(_("You have no such token; look at the list."))
    if token.ended_at is None:
        with transaction.atomic():
            token.ended_at = timezone.now()
            token.save(update_fields=["ended_at"])
            audit.log("token-ended", token.permanent_id, account=account)
    return token


def find(words: str) -> AccessToken | None:
    """The running token of these words, of an open account; None for every other."""
    token = AccessToken.objects.select_related("account", "circle").filter(digest=_digest(words)).first()
    return token if token is not None and token.runs and token.account.is_active else None


def acting(token: AccessToken) -> Account:
    """The account of the token with the roles that it still has of those given. Never to be saved."""
    account = token.account
    account.roles = [role for role in token.roles if role in account.roles and role in ROLES]
    return account


def _digest(words: str) -> str:
    # 256 random bits need no slow hash: nobody guesses them.
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()
