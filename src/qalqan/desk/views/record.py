"""The record: a country, a case, a law, an organisation or a person, a process; each with the words it rests on."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case as Case_
from django.db.models import Count, IntegerField, Q, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qalqan.desk import boards
from qalqan.desk.labels import tongue
from qalqan.desk.pages import as_of, page, to
from qalqan.desk.policy import policy
from qalqan.desk.timelines import timeline
from qalqan.desk.views.alongside import beside_case
from qalqan.desk.views.dividing import divisions_of
from qalqan.desk.views.dossiers import open_dossiers
from qalqan.desk.views.followed import beside_process, deadlines_of
from qalqan.desk.views.relations import state_kinds, told_relations
from qalqan.errors import NotFound
from qalqan.followup.boards import held as held_on
from qalqan.followup.boards import visit_board
from qalqan.followup.likely_same import dates_exclude
from qalqan.followup.matrix import matrix
from qalqan.followup.models import Process
from qalqan.followup.processes import status
from qalqan.followup.together import one_each, steps_of_all
from qalqan.library.models import Work
from qalqan.publishing.actions.release import release_person
from qalqan.record.actions.relate import SAME
from qalqan.record.joined import heads, joined_sets, joined_with, number_of_cases
from qalqan.record.models import Act, Actor, Case, Instrument, Involvement, Provision, Situation, Standard
from qalqan.safety.access import may, visible, what_is_visible
from qalqan.safety.levels import PUBLIC
from qalqan.vocabularies import scheme
from qalqan.vocabularies.countries import country_name, is_country

PERSONS = ("person",)
A_PAGE = 100
CASES_SHOWN, WORKS_SHOWN = 40, 30  # of a country at first; how many there are is said


@policy("see", of=Case)
def record(request: HttpRequest) -> HttpResponse:
    """The way into the record: countries, and how much of each kind is open to this person."""
    account = request.account
    kinds = [
        ("cases", _("Cases"), number_of_cases(account)),
        ("laws", _("Laws and draft laws"), visible(Instrument.objects.exclude(jurisdiction=""), account).count()),
        ("bodies", _("State bodies"), visible(Actor.objects.filter(kind__in=state_kinds()), account).count()),
        (
            "organisations",
            _("Organisations"),
            _heads_only(visible(Actor.objects.filter(kind="organisation"), account), account).count(),
        ),
        ("held", _("Who is held"), len(boards.held(account, as_of(request)))),
        ("visits", _("Visits"), boards.processes(account, "visit").count()),
        ("draft-laws", _("Draft laws"), boards.processes(account, "bill").count()),
    ]
    return page(request, "record", here="record", kinds=kinds, countries=boards.countries_of_concern(account))


@policy("see", of=Case)
def country(request: HttpRequest, code: str) -> HttpResponse:
    """All that is known of a country on a day. Raises NotFound for a code that is no country."""
    if not is_country(code):
        raise NotFound("There is no country of this code.")
    account, day = request.account, as_of(request)
    about = visible(Situation.objects.filter(country__contains=code, standing="standing"), account)
    works = visible(Work.objects.filter(countries__code=code, countries__role="subject"), account).distinct()
    situations = list(about.select_related("review__candidate__text__work"))
    everything = request.GET.get("all") == "yes"
    cases = visible(Case.objects.filter(country__contains=code), account).annotate(n=_seen("acts", account))
    return page(
        request,
        "country",
        here="record",
        code=code,
        as_of=day,
        situations=situations,
        words=boards.words_of(situations, account),
        timeline=timeline(
            visible(Act.objects.filter(country__contains=code, standing="standing"), account).exclude(date=""),
            one_each(boards.processes(account, "", code), account),
            day,
            country_name(code, tongue()),
        ),
        laws=boards.draft_laws(account, day, code),
        held=boards.held(account, day, code),
        organisations=boards.organisations(account, day, code),
        visits=boards.visits(account, day, code),
        cases=cases.order_by("-n", "title")[: None if everything else CASES_SHOWN],
        cases_in_all=cases.count(),
        demands=matrix(account, country=code, as_of=day).rows,
        works=works[: None if everything else WORKS_SHOWN],
        works_in_all=works.count(),
    )


def _seen(parts: str, account: Any) -> Count:
    """How many parts of an entry this person may see: a number must not tell of those that she may not."""
    return Count(parts, distinct=True, filter=what_is_visible(account, through=parts))


@policy("see", of=Case)
def cases(request: HttpRequest) -> HttpResponse:
    """Cases of the named first; groups and patterns after them, never counted together."""
    counted = Q(kind__in=Case.COUNTED)
    every = visible(Case.objects.all(), request.account)
    concerned = number_concerned(every)
    affected = request.GET.get("affected", "")
    if affected in concerned:
        # A list in JSON holds each code in quotation marks, on every database.
        every = every.filter(pk__in=[pk for pk, codes in every.values_list("pk", "affected") if affected in codes])
    found = every.annotate(
        n=_seen("acts", request.account), counted=Case_(When(counted, then=0), default=1, output_field=IntegerField())
    )
    shown = Paginator(found.order_by("counted", "country", "title", "pk"), A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "cases",
        here="record",
        shown=shown,
        affected=affected if affected in concerned else "",
        concerned=[
            (one.code, one.label(tongue()), concerned[one.code])
            for one in scheme("affected-persons")
            if one.code in concerned
        ],
        total=number_of_cases(request.account),
        named=[one for one in shown if one.counted == 0],
        others=[one for one in shown if one.counted == 1],
    )


def number_concerned(cases: QuerySet[Case]) -> Counter[str]:
    """How many of these cases concern whom: for whoever may see them."""
    return Counter(code for codes in cases.exclude(affected=[]).values_list("affected", flat=True) for code in codes)


@policy("see", Case)
def case(request: HttpRequest, case: Case) -> HttpResponse:
    account, day = request.account, as_of(request)
    joined = visible(Case.objects.filter(permanent_id__in=joined_with(case, account)), account)
    standing = Act.objects.filter(case__in=joined, standing="standing")
    acts = list(visible(standing, account).prefetch_related("involvements__actor"))
    people = {one.actor_id for act in acts for one in act.involvements.all() if one.role == "victim" and one.actor_id}
    found = boards.processes(account, "").filter(Q(case__in=joined) | Q(actor__in=people))
    acts.sort(key=lambda act: (act.date or "9999", act.pk))
    told = joined_sets(acts, account)
    return page(
        request,
        "case",
        here="record",
        case=case,
        as_of=day,
        acts=told,
        timeline=timeline(acts, one_each(found, account), day, case.title),
        differing={same[0].pk: told_otherwise(same) for same in told},
        others=[one for one in joined if one.pk != case.pk],
        words=boards.words_of(acts, account),
        lines=boards.lines(account, found, day),
        involved=_open_people(acts, account),
        relations=told_relations(case, account),
        dossiers=open_dossiers(account),
        **beside_case(case, joined, account),
    )


def told_otherwise(same: list[Act]) -> list[str]:
    """In what several sources of one act exclude each other, in a word each: shown, never resolved."""
    pairs = [(one, other) for n, one in enumerate(same) for other in same[n + 1 :]]
    said = []
    if any(dates_exclude(one.date, other.date) for one, other in pairs):
        said.append(_("the date"))
    if any(one.place and other.place and one.place.casefold() != other.place.casefold() for one, other in pairs):
        said.append(_("the place"))
    if any(one.type and other.type and one.type != other.type for one, other in pairs):
        said.append(_("what was done"))
    return said


def _open_people(acts: list[Act], account: Any) -> dict[int, list[Involvement]]:
    """Who was involved in each act; an actor that is not open to this person is left out."""
    actors = {one.actor_id for act in acts for one in act.involvements.all() if one.actor_id}
    seen = set(visible(Actor.objects.filter(pk__in=actors), account).values_list("pk", flat=True))
    return {
        act.pk: [one for one in act.involvements.all() if one.actor_id is None or one.actor_id in seen] for act in acts
    }


@policy("see", of=Instrument)
def laws(request: HttpRequest) -> HttpResponse:
    found = visible(Instrument.objects.exclude(jurisdiction=""), request.account).annotate(
        provisions_held=_seen("provisions", request.account), processes_held=_seen("processes", request.account)
    )
    shown = Paginator(found.order_by("jurisdiction", "name", "pk"), A_PAGE).get_page(request.GET.get("page"))
    return page(request, "laws", here="record", shown=shown)


@policy("see", Instrument)
def law(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    account, day = request.account, as_of(request)
    provisions = list(visible(Provision.objects.filter(instrument=instrument, standing="standing"), account))
    appeals = list(visible(Standard.objects.filter(instrument=instrument, standing="standing"), account))
    lines = boards.lines(account, boards.processes(account, "", instrument=instrument), day)
    return page(
        request,
        "law",
        here="record",
        law=instrument,
        as_of=day,
        lines=lines,
        drawings=[boards.drawn(line.process, day, tongue()) for line in lines if line.process.kind == "bill"],
        timeline=timeline((), [line.process for line in lines], day, instrument.called),
        steps=boards.words_of((step for line in lines for step in line.process.seen), account),
        provisions=provisions,
        appeals=appeals,
        relations=told_relations(instrument, account),
        words=boards.words_of([*provisions, *appeals], account),
    )


@policy("see", of=Actor)
def organisations(request: HttpRequest) -> HttpResponse:
    account, day = request.account, as_of(request)
    found = visible(Actor.objects.filter(kind="organisation"), account).order_by("country", "name", "pk")
    shown = Paginator(_heads_only(found, account), A_PAGE).get_page(request.GET.get("page"))
    same = {one.permanent_id: one.pk for one in shown}
    of_joined = {key: same[top] for key, top in heads(Actor, account).items() if top in same}
    numbers = dict(Actor.objects.filter(permanent_id__in=of_joined).values_list("pk", "permanent_id"))
    followed = boards.processes(account, "ngo-status", actor__in=[*same.values(), *numbers])
    lines = {
        of_joined.get(numbers.get(line.process.actor_id or 0, ""), line.process.actor_id): line
        for line in boards.lines(account, followed, day)
    }
    pairs = [(one, lines.get(one.pk)) for one in shown]
    return page(request, "organisations", here="record", as_of=day, shown=shown, found=pairs)


def _heads_only(found: QuerySet[Any], account: Any) -> QuerySet[Any]:
    """Of those that were joined only the one that stands for its set."""
    return found.exclude(permanent_id__in=[key for key, top in heads(Actor, account).items() if key != top])


@policy("see", Actor)
def actor(request: HttpRequest, actor: Actor) -> HttpResponse:
    """An organisation or a person, as sources name them."""
    account, day = request.account, as_of(request)
    joined = list(visible(Actor.objects.filter(permanent_id__in=joined_with(actor, account)), account))
    lines = boards.lines(account, boards.processes(account, "", actor__in=joined), day)
    involved = Involvement.objects.filter(actor__in=joined, act__standing="standing")
    involvements = list(visible(involved, account, through="act").select_related("act__case"))
    return page(
        request,
        "actor",
        here="record",
        actor=actor,
        names=sorted({name.name for one in joined for name in one.names.all()} - {actor.name}),
        others=[one for one in joined if one.pk != actor.pk],
        as_of=day,
        lines=lines,
        drawings=[boards.drawn(line.process, day, tongue()) for line in lines],
        steps=boards.words_of((step for line in lines for step in line.process.seen), account),
        involvements=involvements,
        timeline=timeline([one.act for one in involvements], [line.process for line in lines], day, actor.name),
        words=boards.words_of((one.act for one in involvements), account),
        relations=told_relations(actor, account),
        divisions=divisions_of(actor, account),
        closed=[one for one in joined if one.level != PUBLIC] if actor.level == PUBLIC else [],
        may_change=bool(may(account, "change", actor)),
        is_person=actor.kind in PERSONS,
        may_publish=bool(may(account, "publish", actor)),
    )


@policy("publish", Actor)
@require_POST
def release_actor(request: HttpRequest, actor: Actor) -> HttpResponse:
    release_person(actor, request.account, request.POST.get("reason", ""))
    return to("actor", actor.permanent_id, said=_("The name is public from the next edition on."), request=request)


@policy("see", Process)
def process(request: HttpRequest, process: Process) -> HttpResponse:
    """One thing that is followed: its stage line and every step with its words."""
    account, day = request.account, as_of(request)
    found = boards.processes(account, "", pk=process.pk).get()
    steps = found.seen = steps_of_all(found, account)
    return page(
        request,
        "process",
        here="record",
        process=found,
        as_of=day,
        line=boards.Line(found, status(found, day, steps)),
        drawing=boards.drawn(found, day, tongue(), deadlines_of(found, account, day)),
        steps=steps,
        words=boards.words_of(steps, account),
        relations=_of_what_is_followed(found, account),
        **beside_process(found, account, day),
    )


def _of_what_is_followed(process: Process, account: Any) -> list[Any]:
    """Its own relations and those of the law or case it is about: a draft that returned is told where it is followed."""
    about = [one for one in (process, process.instrument, process.case) if one is not None]
    return [told for one in about for told in told_relations(one, account) if told.relation.relation != SAME]


@policy("see", of=Process)
def held(request: HttpRequest) -> HttpResponse:
    """Who is held on a day, since when, where, with what was told of health; people by name before groups."""
    told = held_on(request.account, as_of(request))
    return _board(request, "held", _("Who is held"), [], kind="liberty", held=told)


@policy("see", of=Process)
def visits(request: HttpRequest) -> HttpResponse:
    """States by mandates, and each visit with where it stands."""
    account, day = request.account, as_of(request)
    title = _("Visits by mandates of the United Nations")
    return _board(request, "visits", title, boards.visits(account, day), kind="visit", board=visit_board(account, day))


@policy("see", of=Process)
def draft_laws(request: HttpRequest) -> HttpResponse:
    return _board(
        request, "draft-laws", _("Draft laws"), boards.draft_laws(request.account, as_of(request)), kind="bill"
    )


def _board(request: HttpRequest, name: str, title: str, lines: list[boards.Line], **shown: Any) -> HttpResponse:
    lines = sorted(
        lines, key=lambda line: (line.process.country, line.process.mandate, line.process.subject.casefold())
    )
    told = {"board": None, "held": [], **shown}
    return page(request, "board", here="record", title=title, name=name, lines=lines, as_of=as_of(request), **told)
