"""What stands beside a case or a publication: what other bodies did, whom it concerns, who paid for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qalqan.desk import boards
from qalqan.desk.labels import tongue
from qalqan.desk.pages import number_given, page, to
from qalqan.desk.policy import policy
from qalqan.desk.quoting import words_in
from qalqan.desk.views.works import chosen
from qalqan.errors import CannotDecide, UnknownTerm
from qalqan.library.models import Work
from qalqan.record.actions import (
    is_measurable,
    measure,
    name_funder,
    record_intervention,
    say_affected,
    take_funder_back,
)
from qalqan.record.actions.say_affected import SCHEME, names_somebody
from qalqan.record.models import Act, Case, Funder, Intervention, Measurement
from qalqan.safety.access import may, visible
from qalqan.safety.models import Account
from qalqan.vocabularies import scheme


def beside_case(case: Case, joined: Any, account: Account) -> dict[str, Any]:
    """What the page of a case says of other bodies' help and of whom it concerns."""
    standing = Intervention.objects.filter(case__in=joined, standing="standing")
    helped = list(visible(standing, account).order_by("date", "pk"))
    tested = list(visible(Measurement.objects.filter(act__case__in=joined, standing="standing"), account))
    acts = Act.objects.filter(case__in=joined, standing="standing")
    named = names_somebody(case)
    return {
        "helped": helped,
        "helped_words": boards.words_of(helped, account),
        "tested": {act: [one for one in tested if one.act_id == act] for act in {one.act_id for one in tested}},
        "tested_words": boards.words_of(tested, account),
        "measurable": {act.pk for act in acts if is_measurable(act)},
        "affected": [one for one in scheme(SCHEME) if one.code in case.affected],
        # What may not stand beside a name is not offered there.
        "may_concern": [
            (one.code, one.label(tongue())) for one in scheme(SCHEME) if not (named and one.has("protected"))
        ],
        "may_change": bool(may(account, "change", case)),
    }


@policy("change", Case)
@require_http_methods(["GET", "POST"])
def intervention(request: HttpRequest, case: Case) -> HttpResponse:
    """What another body did for somebody in this case, by the words that tell of it."""
    wrong, given = "", request.POST
    if request.method == "POST":
        try:
            record_intervention(
                case, given.get("type", ""), given.get("by", ""), request.account,
                [words_in(given.get("source", ""), given.get("words", ""), request.account)],
                to=given.get("to", ""), date=given.get("date", "").strip(), status_words=given.get("status_words", ""),
                hedge=given.get("hedge", "") or "asserted",
            )  # fmt: skip
        except (CannotDecide, UnknownTerm) as error:
            wrong = str(error)
        else:
            return to("case", case.permanent_id, said=_("It is recorded."), request=request)
    return page(
        request,
        "intervention",
        here="record",
        status=400 if wrong else 200,
        case=case,
        types=[(one.code, one.label(tongue())) for one in scheme("interventions")],
        hedges=[(one.code, one.label(tongue())) for one in scheme("hedges")],
        works=chosen(request.account),
        wrong=wrong,
    )


@policy("change", Act)
@require_http_methods(["GET", "POST"])
def measurement(request: HttpRequest, act: Act) -> HttpResponse:
    """What a test of an address found, by the words of its report."""
    wrong, given = "", request.POST
    if request.method == "POST":
        try:
            measure(
                act, given.get("address", ""), given.get("result", ""), request.account,
                [words_in(given.get("source", ""), given.get("words", ""), request.account)],
                network=given.get("network", ""), began=given.get("began", "").strip(),
                ended=given.get("ended", "").strip(), tests=number_given(given.get("tests", "")),
                tool=given.get("tool", ""),
            )  # fmt: skip
        except (CannotDecide, UnknownTerm) as error:
            wrong = str(error)
        else:
            return to("case", act.case.permanent_id, said=_("It is recorded."), request=request, then=f"#{act.permanent_id}")  # fmt: skip
    return page(
        request,
        "measure",
        here="record",
        status=400 if wrong else 200,
        act=act,
        results=[(one.code, one.label(tongue())) for one in scheme("measurement-results")],
        works=chosen(request.account),
        wrong=wrong,
    )


@policy("change", Case)
@require_POST
def affected(request: HttpRequest, case: Case) -> HttpResponse:
    seen = number_given(request.POST.get("version", ""))
    if seen is not None:
        case.version = seen  # a stale one is refused
    say_affected(case, request.POST.getlist("code"), request.account, request.POST.get("reason", ""))
    return to("case", case.permanent_id, said=_("It is recorded."), request=request)


@policy("change", Work)
@require_POST
def funder(request: HttpRequest, work: Work) -> HttpResponse:
    name_funder(work, request.POST.get("name", ""), request.account, request.POST.get("words", ""))
    said = _("Noted, and not public: a publisher may release it by itself.")
    return to("work", work.permanent_id, said=said, request=request)


@policy("change", Funder)
@require_POST
def no_funder(request: HttpRequest, funder: Funder) -> HttpResponse:
    take_funder_back(funder, request.account, request.POST.get("reason", ""))
    return to(
        "work", funder.work.permanent_id, said=_("Taken back; that it was said stays in the log."), request=request
    )
