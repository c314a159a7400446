"""Accounts, circles, grants, the log and its checkpoints, and the keys of sealed records."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from qalqan.safety import personal
from qalqan.safety.entries import draw_permanent_id
from qalqan.safety.levels import LEVELS

GRANT_LASTS = timedelta(days=180)


def in_180_days() -> datetime:
    return timezone.now() + GRANT_LASTS


class Accounts(BaseUserManager):
    def get_by_natural_key(self, login_name: str) -> Any:
        return self.get(login_name=login_name)


class Account(AbstractBaseUser):
    """A person who signs in. What she may do stands in `roles`, what she may see in her grants.

    One Argon2id run over the password gives both the verifier in `password` and the key that wraps her private key, so
    that no cheaper way to guess exists beside the dear one.
    """

    permanent_id = models.CharField(max_length=26, unique=True, default=draw_permanent_id, editable=False)
    login_name = models.CharField(max_length=64, unique=True)
    display_name = models.CharField(max_length=200)
    roles = models.JSONField(default=list)
    kdf = models.JSONField(default=dict, editable=False)
    public_key = models.BinaryField(max_length=32, default=bytes)
    wrapped_private_key = models.BinaryField(max_length=128, default=bytes)
    is_active = models.BooleanField(default=True)
    last_login = None
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS: list[str] = []

    objects = Accounts()

    def set_password(self, raw_password: str | None) -> None:
        """Gives a new account its keys. A second set would orphan what was sealed to the first: it is refused."""
        if raw_password is None:
            self.set_unusable_password()
            return
        if self.public_key:
            raise ValueError("this account has keys already: use personal.change_password")
        made = personal.make_person_keys(raw_password)
        self.public_key, self.wrapped_private_key = made.public_key, made.wrapped_private_key
        self.kdf, self.password = made.kdf, made.verifier

    def check_password(self, raw_password: str) -> bool:
        if not self.has_usable_password() or not self.kdf:
            return False
        found = personal.derive_verifier(raw_password, self.kdf)
        return hmac.compare_digest(found, self.password)


class Circle(models.Model):
    """Records that are opened together. Every record is in exactly one."""

    code = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=200)


class Grant(models.Model):
    """What one person may see in one circle: up to which level, why and until when. Ended, never deleted."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="grants")
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="grants")
    level = models.CharField(max_length=8, choices=[(level, level) for level in LEVELS])
    purpose = models.CharField(max_length=500)
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(default=in_180_days)
    given_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")


class LogEntry(models.Model):
    """One thing that somebody did or read. The database refuses to change or delete it."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=32)
    verb = models.CharField(max_length=64)
    object_id = models.CharField(max_length=64)
    level = models.CharField(max_length=8)
    purpose = models.CharField(max_length=64, blank=True)
    request_id = models.CharField(max_length=32, blank=True)
    canonical = models.TextField()
    leaf = models.BinaryField(max_length=32)
    chain = models.BinaryField(max_length=32)


class Checkpoint(models.Model):
    """A signed statement of how the whole log stood after its entry `seq`."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    chain = models.BinaryField(max_length=32)
    # The roots of the complete subtrees, so that the next checkpoint reads only what is new.
    frontier = models.BinaryField()
    at = models.DateTimeField()
    signature = models.BinaryField(max_length=64)


class RecordKey(models.Model):
    """The key of one sealed record, sealed to one person. Deleting all of a record's rows erases what was sealed."""

    record = models.CharField(max_length=26, db_index=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="record_keys")
    wrapped = models.BinaryField(max_length=128)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "account"], name="one_key_per_record_and_account")]
