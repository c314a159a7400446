"""One demand: how old it is, where it stands with whom and by which words, what is counted for it, what bears on it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qalqan.desk.colleagues import colleague_given, colleagues
from qalqan.desk.labels import tongue
from qalqan.desk.pages import as_of, page, to
from qalqan.desk.policy import policy
from qalqan.desk.quoting import words_in
from qalqan.desk.views.dossiers import open_dossiers
from qalqan.desk.views.works import chosen
from qalqan.errors import CannotDecide, UnknownTerm, WrongCall
from qalqan.followup.actions import answer as answer_grid
from qalqan.followup.actions import dismiss, link, remind, say_not_repeated, say_repeated
from qalqan.followup.bearings import linked, proposals
from qalqan.followup.grids import answers_of
from qalqan.followup.matrix import matrix
from qalqan.followup.measures import measures
from qalqan.followup.models import Assessment, Clause, ClauseLink, Demarche, Process
from qalqan.followup.preconditions import FULFILLED, GRID, preconditions
from qalqan.followup.repeats import history
from qalqan.record.models import Act
from qalqan.safety.access import may, visible
from qalqan.safety.models import Account
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import scheme

SHOWN = 40  # proposals on one page; how many there are is said


@policy("see", Clause)
def demand(request: HttpRequest, clause: Clause) -> HttpResponse:
    account, day = request.account, as_of(request)
    table = matrix(account, as_of=day, work=clause.recommendation.work)
    row = next((row for row in table.rows if row.clause.pk == clause.pk), None)
    found = proposals(clause, account, day)
    answers = visible(Assessment.objects.filter(clause=clause, standing="standing"), account)
    return page(
        request,
        "demand",
        here="matrix",
        clause=clause,
        as_of=day,
        row=row,
        made=history(clause, account, day),
        measures=measures(clause, account, day),
        linked=linked(clause, account),
        proposals=found[:SHOWN],
        proposals_in_all=len(found),
        answers={code: [a for a in answers if a.country == code] for code in (row.cells if row else {})},
        precondition=preconditions([clause], account, day).get(clause.pk),
        precondition_answers=[(one.code, one.label(tongue())) for one in answers_of(GRID)],
        demarches=visible(Demarche.objects.filter(clause=clause), account).select_related("created_by"),
        types=[(one.code, one.label(tongue())) for one in scheme("interventions")],
        works=chosen(account),
        colleagues=colleagues(clause, account) if may(account, "change", clause) else [],
        may_change=bool(may(account, "change", clause)),
        dossiers=open_dossiers(account),
    )


@policy("change", Clause)
@require_POST
def precondition(request: HttpRequest, clause: Clause) -> HttpResponse:
    """Whether what the demand waits for is so, on a day, by which words."""
    given, account = request.POST, request.account
    source = given.get("source", "")
    words = [words_in(source, given.get("words", ""), account, given.get("stance", "for"))] if source else []
    try:
        answer_grid(
            clause,
            FULFILLED,
            given.get("said", ""),
            given.get("day", "").strip(),
            account,
            given.get("reason", ""),
            words,
        )
    except UnknownTerm as error:
        raise CannotDecide(str(error)) from error
    return to("demand", clause.permanent_id, said=_("Your answer is kept, with its reason."), request=request)


@policy("change", Clause)
@require_POST
def bears(request: HttpRequest, clause: Clause) -> HttpResponse:
    """An act breaches it, or it speaks of a process; or not."""
    given, account = request.POST, request.account
    about = _about(given.get("act", ""), given.get("process", ""), account)
    answer = {"linked": link, "dismissed": dismiss}.get(given.get("answer", ""))
    if answer is None:
        raise WrongCall(_("Choose whether it bears on the demand or not."))
    answer(clause, about, account, given.get("reason", ""))
    return to("demand", clause.permanent_id, said=_("Your answer is kept, with its reason."), request=request)


def _about(act: str, process: str, account: Account) -> Act | Process:
    of: Act | Process | None = visible(Act.objects.filter(permanent_id=act), account).first() if act else None
    of = of or visible(Process.objects.filter(permanent_id=process), account).first()
    if of is None:
        raise CannotDecide(
            _("What should bear on the demand is not open to you, or is no more: open the demand again.")
        )
    return of


@policy("change", Clause)
@require_POST
def repeats(request: HttpRequest, clause: Clause) -> HttpResponse:
    """This demand and another are one demand, or are not."""
    given, account = request.POST, request.account
    reason = given.get("reason", "")
    other = visible(Clause.objects.filter(permanent_id=given.get("other", "").strip()), account).first()
    if other is None:
        raise CannotDecide(
            _("There is no other demand at this address: open it and copy the last part of its address.")
        )
    if given.get("relation") == "none":
        between = ClauseLink.objects.filter(earlier__in=(clause, other), later__in=(clause, other)).first()
        if between is None:
            raise CannotDecide(_("No link between these two demands is known."))
        say_not_repeated(between, account, reason)
    else:
        say_repeated(clause, other, given.get("relation", ""), account, reason)
    return to("demand", clause.permanent_id, said=_("Your answer is kept, with its reason."), request=request)


@policy("change", Clause)
@require_POST
def remind_of(request: HttpRequest, clause: Clause) -> HttpResponse:
    whom = colleague_given(request.POST.get("by", ""), clause, request.account)
    remind(clause, request.account, day_given(request), request.POST.get("note", ""), by=whom)
    return to("demand", clause.permanent_id, said=_("It will be shown as due on that day."), request=request)


def day_given(request: HttpRequest) -> date:
    """The day of a reminder. Raises CannotDecide."""
    last = bounds(request.POST.get("day", "").strip())[1]
    if last is None:
        raise CannotDecide(_("This is not a date: write it as 2014-07-21, 2014-07 or 2014."))
    return last
