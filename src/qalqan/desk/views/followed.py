"""What is followed, kind by kind: where each stands, a step recorded by hand, something new begun."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qalqan.desk import boards
from qalqan.desk.colleagues import colleague_given, colleagues
from qalqan.desk.labels import country_choices, stage_words, tongue
from qalqan.desk.pages import as_of, page, to
from qalqan.desk.policy import policy
from qalqan.desk.quoting import words_in
from qalqan.desk.views.clauses import day_given
from qalqan.desk.views.dossiers import open_dossiers
from qalqan.desk.views.works import chosen
from qalqan.errors import CannotDecide, NotFound, UnknownTerm
from qalqan.followup.actions import begin, record_step, remind
from qalqan.followup.actions.begin import COMMUNICATION
from qalqan.followup.boards import durations, held, invitation_board, visit_board
from qalqan.followup.hearings import HEARING_SET
from qalqan.followup.models import Process, Reminder
from qalqan.safety.access import may, visible
from qalqan.site.drawings.chain import Deadline
from qalqan.texts.edtf import bounds
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


def deadlines_of(process: Process, account: Any, day: date) -> tuple[Deadline, ...]:
    """What somebody has to look at: open reminders, and hearings set for the day or later."""
    open_ones = visible(Reminder.objects.filter(process=process, done_at=None), account)
    found = [Deadline(one.day, one.note or _("look again")) for one in open_ones]
    for step in process.seen:
        first = bounds(step.date)[0]
        if step.stage == HEARING_SET and not step.expected and first is not None and first >= day:
            found.append(Deadline(first, stage_words(step.stage, process.kind)))
    return tuple(found)


def beside_process(process: Process, account: Any, day: date) -> dict[str, Any]:
    """What a page of a process shows beside its steps: how long each took, who may be asked, what is due."""
    spans = durations(process, account, day, process.seen)
    return {
        "spans": spans,
        "days_in_all": sum(span.days or 0 for span in spans),
        "since": {span.step.pk: span.days for span in spans if span.days is not None},
        "colleagues": colleagues(process, account) if may(account, "change", process) else [],
        "reminders": visible(Reminder.objects.filter(process=process, done_at=None), account).select_related("account"),
        "dossiers": open_dossiers(account),
        "hearings": [step for step in process.seen if step.stage == HEARING_SET],
    }


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
                form=given.get("form", ""),
                reference=given.get("reference", ""),
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
        countries=country_choices(boards.countries_of_concern(request.account)),
        mandates=[(one.code, one.label(tongue())) for one in scheme("mandates")] if term.code in OF_A_MANDATE else [],
        forms=[(one.code, one.label(tongue())) for one in scheme("communication-types")]
        if term.code == COMMUNICATION
        else [],
        works=chosen(request.account),
        wrong=wrong,
    )


@policy("change", Process)
@require_POST
def remind_of(request: HttpRequest, process: Process) -> HttpResponse:
    whom = colleague_given(request.POST.get("by", ""), process, request.account)
    remind(process, request.account, day_given(request), request.POST.get("note", ""), by=whom)
    return to("process", process.permanent_id, said=_("It will be shown as due on that day."), request=request)
