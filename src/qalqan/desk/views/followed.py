"""What is followed, kind by kind: where each stands, a step recorded by hand, something new begun."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qalqan.desk import boards
from qalqan.desk.labels import tongue
from qalqan.desk.pages import as_of, page, to
from qalqan.desk.policy import policy
from qalqan.desk.quoting import words_in
from qalqan.desk.views.clauses import day_given
from qalqan.desk.views.works import chosen
from qalqan.errors import CannotDecide, NotFound, UnknownTerm
from qalqan.followup.actions import begin, record_step, remind
from qalqan.followup.boards import held, invitation_board, visit_board
from qalqan.followup.models import Process
from qalqan.safety.access import may, visible
from qalqan.vocabularies import scheme, stages_of
from qalqan.vocabularies.mandates import mandate_named
from qalqan.vocabularies.stages import bare_code

# An alert is followed in a room of its own, a demand in the table of demands.
ELSEWHERE = ("alert", "follow-up")
OF_A_MANDATE = ("visit", "standing-invitation", "communication")


def kinds() -> list[Any]:
    """The kinds of process that are followed on these pages, as the vocabulary lists them."""
    return [term for term in scheme("processes") if term.code not in ELSEWHERE]


def _kind(code: str) -> Any:
    found = next((term for term in kinds() if term.code == code), None)
    if found is None:
        raise NotFound("There is no process of this kind.")
    return found


@policy("see", of=Process)
def followed(request: HttpRequest) -> HttpResponse:
    """How many of each kind are followed, and the way to each board."""
    account = request.account
    counts = [(term, visible(Process.objects.filter(kind=term.code), account).count()) for term in kinds()]
    return page(request, "followed", here="record", counts=counts, may_add=bool(may(account, "add", Process)))


@policy("see", of=Process)
def kind(request: HttpRequest, code: str) -> HttpResponse:
    """All processes of a kind with where they stand on a day; visits and invitations also as States by mandates."""
    account, day, term = request.account, as_of(request), _kind(code)
    country = request.GET.get("country", "")
    country = country if country in scheme("countries") else ""
    lines = boards.lines(account, boards.processes(account, code, country), day)
    lines.sort(key=lambda line: (line.process.country, line.process.mandate, line.process.subject.casefold()))
    board = {"visit": visit_board, "standing-invitation": invitation_board}.get(code)
    return page(
        request,
        "followed_kind",
        here="record",
        term=term,
        country=country,
        countries=boards.countries_of_concern(account),
        as_of=day,
        lines=lines,
        board=board(account, day) if board else None,
        held=held(account, day, country) if code == "liberty" else [],
        may_add=bool(may(account, "add", Process)),
    )


@policy("add", of=Process)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Begin to follow something of a kind, with its first step."""
    term, wrong, given = _kind(code), "", request.POST
    if request.method == "POST":
        try:
            step = begin(
                code,
                given.get("subject", ""),
                given.get("country", ""),
                request.account,
                [words_in(given.get("source", ""), given.get("words", ""), request.account)],
                mandate=mandate_named(given.get("mandate", "")) or given.get("mandate", "").strip(),
                **_step_given(request),
            )
        except (CannotDecide, UnknownTerm) as error:
            wrong = str(error)
        else:
            return to("process", step.process.permanent_id, said=_("It is followed from now on."), request=request)
    return _form(request, term, wrong, None)


@policy("change", Process)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, process: Process) -> HttpResponse:
    """One more step of a process, with the words that tell of it."""
    wrong, given = "", request.POST
    if request.method == "POST":
        try:
            words = [words_in(given.get("source", ""), given.get("words", ""), request.account)]
            record_step(process, request.account, words, **_step_given(request))
        except (CannotDecide, UnknownTerm) as error:
            wrong = str(error)
        else:
            return to("process", process.permanent_id, said=_("The step is recorded."), request=request)
    return _form(request, _kind(process.kind), wrong, process)


def _step_given(request: HttpRequest) -> dict[str, Any]:
    given = request.POST
    return {
        "stage_code": given.get("stage", ""),
        "date": given.get("date", "").strip(),
        "by": given.get("by", "").strip(),
        "outcome": given.get("outcome", "").strip(),
        "expected": given.get("happened") == "expected",
        "negative": given.get("happened") == "not",
        "hedge": given.get("hedge", "") if given.get("hedge", "") in scheme("hedges") else "asserted",
    }


def _form(request: HttpRequest, term: Any, wrong: str, process: Process | None) -> HttpResponse:
    return page(
        request,
        "step",
        here="record",
        status=400 if wrong else 200,
        term=term,
        process=process,
        stages=[(bare_code(one), one.label(tongue())) for one in stages_of(term.code)],
        hedges=[(one.code, one.label(tongue())) for one in scheme("hedges")],
        countries=[(one.code, one.label(tongue())) for one in scheme("countries")],
        mandates=[(one.code, one.label(tongue())) for one in scheme("mandates")] if term.code in OF_A_MANDATE else [],
        works=chosen(request.account),
        wrong=wrong,
    )


@policy("change", Process)
@require_POST
def remind_of(request: HttpRequest, process: Process) -> HttpResponse:
    remind(process, request.account, day_given(request), request.POST.get("note", ""))
    return to("process", process.permanent_id, said=_("It will be shown as due on that day."), request=request)
