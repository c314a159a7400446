"""Two versions of a law side by side: as two publications describe it, or as two texts of it read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from qalqan.desk.pages import number_given, page
from qalqan.desk.policy import policy
from qalqan.errors import CannotDecide
from qalqan.library.models import Text
from qalqan.record.compare import Rule, articles_of, compare_versions, counted, described_by
from qalqan.record.joined import joined_with, relations_of
from qalqan.record.models import Instrument
from qalqan.safety.access import visible

MOST_TEXTS = 200


@policy("see", Instrument)
def law(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    """What the earlier publication says of its provisions beside what the later one says; predecessors included."""
    told = _tellings(instrument, request.account)
    before = _chosen(told, request.GET.get("before", ""), 0)
    after = _chosen(told, request.GET.get("after", ""), -1)
    compared = compare_versions(told[before][2], told[after][2]) if told and before != after else []
    return page(
        request, "compare", here="record", law=instrument, told=told, before=before, after=after, compared=compared,
        counts=counted(compared), described=True,
    )  # fmt: skip


@policy("see", Text)
def texts(request: HttpRequest, text: Text) -> HttpResponse:
    """The articles of a law's text beside those of another text. Raises CannotDecide where one has no articles."""
    key = request.GET.get("with", "")
    others = visible(Text.objects.filter(language=text.language).exclude(pk=text.pk), request.account)
    others = visible(others, request.account, through="work").select_related("work")
    other = others.filter(permanent_id=key).first() if key else None
    compared = compare_versions(_articles(text), _articles(other)) if other is not None else []
    return page(
        request, "compare_texts", here="works", text=text, other=other, others=others.order_by("-id")[:MOST_TEXTS],
        in_all=others.count(),
        compared=compared, counts=counted(compared),
    )  # fmt: skip


def _articles(text: Text) -> list[Rule]:
    found = articles_of(text)
    if not found:
        raise CannotDecide(_("No articles were found in one of these texts: choose the text of a law."))
    return found


def _tellings(instrument: Instrument, account: Any) -> list[tuple[Any, Instrument, list[Rule]]]:
    """(publication, the law it tells of, its provisions): of this law, what it was joined with, and what it succeeds."""
    keys = joined_with(instrument, account)
    for relation in relations_of(instrument, account, "successor-of"):
        keys |= {relation.one, relation.other}
    laws = visible(Instrument.objects.filter(permanent_id__in=keys), account)
    told = [(work, law, rules) for law in laws for work, rules in described_by(law, account)]
    return sorted(told, key=lambda one: (one[0].published or "9999", one[0].pk, one[1].pk))


def _chosen(told: list[Any], number: str, default: int) -> int:
    asked = number_given(number)
    if asked is not None and asked < len(told):
        return asked
    return range(len(told))[default] if told else 0
