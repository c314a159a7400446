"""Lists of where things stand on a day, for those who may see them: who is held, visits, draft laws, organisations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from qalqan.followup.models import Process, Step
from qalqan.followup.processes import Standing, status
from qalqan.followup.standings import is_held
from qalqan.followup.together import one_each
from qalqan.library.models import WorkCountry
from qalqan.record.models import Evidence
from qalqan.safety.access import visible
from qalqan.safety.models import Account
from qalqan.site.drawings.canvas import Drawing
from qalqan.site.drawings.chain import Deadline, chain_line
from qalqan.site.language import language as site_language
from qalqan.site.rows import EvidenceRow, ProcessRow, StepRow


@dataclass(frozen=True)
class Line:
    """A process with where it stands, and the words that its standing rests on."""

    process: Process
    standing: Standing
    words: tuple[Evidence, ...] = ()


def processes(account: Account, kind: str, country: str = "", **about: Any) -> QuerySet[Process]:
    """Processes of a kind, with the steps that this person may see."""
    found = visible(Process.objects.filter(kind=kind, **about) if kind else Process.objects.filter(**about), account)
    if country:
        found = found.filter(country__contains=country)
    steps = visible(Step.objects.filter(standing="standing"), account)
    return found.select_related("instrument", "actor").prefetch_related(Prefetch("steps", steps, to_attr="seen"))


def lines(account: Account, found: Iterable[Process], as_of: date) -> list[Line]:
    """Where each stands on a day; what nobody knew of by then is left out, what was joined is one line."""
    standings = [(process, status(process, as_of, process.seen)) for process in one_each(found, account)]
    standings = [(process, standing) for process, standing in standings if standing.step or standing.expected]
    resting = words_of((standing.step or standing.expected[0] for _process, standing in standings), account)
    return [
        Line(process, standing, resting[(standing.step or standing.expected[0]).permanent_id])
        for process, standing in standings
    ]


def held(account: Account, as_of: date, country: str = "") -> list[Line]:
    """Who is deprived of liberty on a day: the last stage that says so, one way or the other, says held."""
    return [line for line in lines(account, processes(account, "liberty", country), as_of) if is_held(line.standing)]


def draft_laws(account: Account, as_of: date, country: str = "") -> list[Line]:
    return lines(account, processes(account, "bill", country), as_of)


def organisations(account: Account, as_of: date, country: str = "") -> list[Line]:
    return lines(account, processes(account, "ngo-status", country), as_of)


def visits(account: Account, as_of: date, country: str = "") -> list[Line]:
    return lines(account, processes(account, "visit", country), as_of)


def words_of(entries: Iterable[Any], account: Account) -> dict[str, tuple[Evidence, ...]]:
    """The words that each entry rests on, by its permanent id: only those in texts that this person may see."""
    keys = [entry.permanent_id for entry in entries]
    found = visible(Evidence.objects.filter(entry__in=keys), account, through="passage__text")
    resting: dict[str, tuple[Evidence, ...]] = defaultdict(tuple)
    for evidence in found.select_related("passage__text__work"):
        resting[evidence.entry] += (evidence,)
    return resting


def drawn(process: Process, as_of: date, tongue: str, deadlines: tuple[Deadline, ...] = ()) -> Drawing:
    """The steps of a process with the days between them, what is expected, and what is due."""
    return chain_line(row_of(process), site_language(tongue), as_of.isoformat(), deadlines)


def row_of(process: Process) -> ProcessRow:
    """A process, with the steps it carries as `seen`, as the site's drawings take it."""
    steps = tuple(
        StepRow(
            stage=step.stage,
            date=step.date or None,
            by=step.by or None,
            expected=step.expected,
            negative=step.negative,
            hedge=step.hedge,
            evidence=(_told(step),),
        )
        for step in process.seen
    )
    return ProcessRow(
        id=process.permanent_id,
        kind=process.kind,
        subject_title=process.subject,
        country=process.country or None,
        steps=steps,
    )


def _told(step: Step) -> EvidenceRow:
    """When a source had told of it: what the site reckons a step from."""
    return EvidenceRow(work_id="", passage_id="", exact="", start=0, end=0, work_title="", published=step.known or None)


def countries_of_concern(account: Account) -> dict[str, int]:
    """Countries that publications are about, with how many: most first."""
    about = visible(WorkCountry.objects.filter(role="subject"), account, through="work")
    counts = about.order_by().values_list("code").annotate(n=Count("work", distinct=True))
    return dict(counts.order_by("-n", "code"))
