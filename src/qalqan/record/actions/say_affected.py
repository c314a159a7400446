"""Whom a case concerns: defenders, lawyers, women, LGBT persons. A facet of the case, never a mark on a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.record.actions.revise import revise
from qalqan.record.models import Case
from qalqan.vocabularies import scheme, term

SCHEME = "affected-persons"


def say_affected(case: Case, codes: Iterable[str], account: Any, reason: str) -> Case:
    """These codes and no others. A code that protects is refused where somebody is named: it would say who she is.

    Raises UnknownTerm, CannotDecide, NotAllowed, StaleWrite.
    """
    chosen = [one.code for one in map(_term, dict.fromkeys(codes))]
    protecting = [code for code in chosen if term(SCHEME, code).has("protected")]
    if protecting and names_somebody(case):
        raise CannotDecide(
            _("“%(what)s” cannot stand on a case that names a person: it would say of her what nobody may say for her.")
            % {"what": term(SCHEME, protecting[0]).label()}
        )
    order = scheme(SCHEME).codes
    return revise(case, {"affected": sorted(chosen, key=order.index)}, account, reason)


def _term(code: str) -> Any:
    return term(SCHEME, code)


def names_somebody(case: Case) -> bool:
    """Whether the case is somebody's by name, or an act in it names a person."""
    if case.kind in Case.COUNTED:
        return True
    return bool(case.acts.filter(involvements__actor__kind="person").exists())
