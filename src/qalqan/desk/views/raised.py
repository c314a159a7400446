"""What was raised with whom: a demand or a case in a demarche, a dialogue, a letter, and what was answered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qalqan.desk.labels import tongue
from qalqan.desk.pages import page, to
from qalqan.desk.policy import policy
from qalqan.errors import CannotDecide, UnknownTerm
from qalqan.followup.actions import raise_with
from qalqan.followup.models import Clause, Demarche
from qalqan.record.models import Case
from qalqan.safety.access import may, visible
from qalqan.vocabularies import scheme

SHOWN = 200


@policy("see", of=Demarche)
def raised(request: HttpRequest) -> HttpResponse:
    """Everything raised, the newest first, where its demand or case is open to this person too."""
    account = request.account
    found = visible(Demarche.objects.all(), account).select_related(
        "clause__recommendation__work", "case", "created_by"
    )
    seen = [one for one in found[: 5 * SHOWN] if may(account, "see", one.clause or one.case)]
    return page(request, "raised", here="record", found=seen[:SHOWN], in_all=len(seen))


@policy("change", Clause)
@require_POST
def of_demand(request: HttpRequest, clause: Clause) -> HttpResponse:
    _raise(request, clause)
    return to("demand", clause.permanent_id, said=_("Noted: with whom, when, and what was answered."), request=request)


@policy("see", Case)
@require_http_methods(["GET", "POST"])
def of_case(request: HttpRequest, case: Case) -> HttpResponse:
    """What was raised about a case, and the form for one thing more."""
    account = request.account
    if request.method == "POST":
        _raise(request, case)
        return to(
            "case-raised", case.permanent_id, said=_("Noted: with whom, when, and what was answered."), request=request
        )
    return page(
        request,
        "case_raised",
        here="record",
        case=case,
        demarches=visible(Demarche.objects.filter(case=case), account).select_related("created_by"),
        types=[(one.code, one.label(tongue())) for one in scheme("interventions")],
        may_change=bool(may(account, "change", case)),
    )


def _raise(request: HttpRequest, about: Clause | Case) -> None:
    given = request.POST
    try:
        raise_with(
            about, given.get("type", ""), given.get("by", ""), given.get("to", ""), given.get("date", "").strip(),
            request.account, given.get("said", ""), given.get("answer", ""),
        )  # fmt: skip
    except UnknownTerm:
        raise CannotDecide(_("Choose in which way it was raised.")) from None
