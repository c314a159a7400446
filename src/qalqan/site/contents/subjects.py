"""Pages of a law, a case, an organisation: where it stands, how it came there, by which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from qalqan.site.contents.browse import works_line, works_named, works_with
from qalqan.site.contents.citing import entry_box
from qalqan.site.contents.entries import of_case, of_law, of_organisation
from qalqan.site.contents.page import Page
from qalqan.site.contents.standings import MOST_STEPS, standing
from qalqan.site.division import in_pages
from qalqan.site.drawings.canvas import Drawing
from qalqan.site.drawings.lifelines import event_line, newest, timeline
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import CaseRow, ProcessRow
from qalqan.texts.edtf import bounds

_MOST_ACTS = 14  # of one page of a case


def law_pages(holdings: Holdings, language: Language) -> Iterator[Page]:
    for law in holdings.instruments.values():
        standings = [standing(process, holdings, language) for process in holdings.processes_of(law.id)]
        data = {"law": asdict(law), "processes": [asdict(one.process) for one in standings]}
        works = works_named(holdings.works_on_law(law.id), holdings)
        drawing = None if standings else works_line(works, language, law.title, holdings.as_of)
        cited = entry_box(of_law(law, holdings, language), language)
        values = {"law": law, "standings": standings, "works": works, "timeline": drawing, "cited": cited}
        yield Page(f"laws/{law.id}", "law.html", values, data)


def case_pages(holdings: Holdings, language: Language) -> Iterator[Page]:
    for case in holdings.cases.values():
        processes = holdings.processes_of(case.id)
        standings = [standing(process, holdings, language) for process in processes]
        acts = sorted(case.acts, key=lambda act: (bounds(act.date)[0] or date.max, act.type, act.id))
        parts = in_pages(f"cases/{case.id}", acts, _MOST_ACTS)
        pages = [path for path, _ in parts]
        whole = len(pages) == 1 and sum(len(one.steps) for one in standings) <= MOST_STEPS
        values = {
            "case": case,
            "acts": parts[0][1],
            "pages": pages,
            "standings": [one for one in standings if one.steps],
            "timeline": _timeline(case, tuple(processes), language, holdings.as_of, whole=whole),
            "timeline_is_whole": whole,
            "works": works_with(f"cases/{case.id}", holdings),
            "cited": entry_box(of_case(case, holdings, language), language),
        }
        data = {"case": asdict(case), "processes": [asdict(process) for process in processes]}
        yield Page(f"cases/{case.id}", "case.html", values, data)
        for number, (path, part) in enumerate(parts[1:], start=2):
            values = {"case": case, "acts": part, "pages": pages, "part": number}
            yield Page(path, "case_part.html", values, {"case": case.id, "acts": [act.id for act in part]})


def _timeline(
    case: CaseRow, processes: tuple[ProcessRow, ...], language: Language, as_of: str, *, whole: bool
) -> Drawing | None:
    """All acts and steps along a line; of a case over several pages the newest."""
    if whole:
        drawing = timeline(case.acts, processes, language, case.title, as_of)
        return drawing if drawing.rows else None
    return event_line(newest(case.acts, processes, language, as_of), language, case.title, as_of)


def followed_pages(holdings: Holdings, language: Language) -> Iterator[Page]:
    """All steps of what has too many for the page of its subject."""
    for process in holdings.all_processes:
        one = standing(process, holdings, language) if len(process.steps) > MOST_STEPS else None
        if one is None or len(one.steps) <= MOST_STEPS:
            continue
        parts = in_pages(f"followed/{process.id}", one.steps, MOST_STEPS)
        pages = [path for path, _ in parts]
        for path, part in parts:
            values = {"one": one, "steps": part, "pages": pages}
            yield Page(path, "followed.html", values, {"process": process.id, "steps": [asdict(step) for step in part]})


def organisation_pages(holdings: Holdings, language: Language) -> Iterator[Page]:
    for organisation in holdings.organisations.values():
        standings = [standing(process, holdings, language) for process in holdings.processes_of(organisation.id)]
        works = [
            work
            for work in holdings.works.values()
            if any(issuer.organisation_id == organisation.id for issuer in work.issuers)
        ]
        drawn = [one for one in standings if one.drawing]
        speaking = works_with(f"organisations/{organisation.id}", holdings)
        line = works_line([*works, *speaking], language, organisation.name, holdings.as_of) if not drawn else None
        values = {
            "organisation": organisation,
            "standings": drawn,
            "works": works,
            "speaking": speaking,
            "timeline": line,
            "cited": entry_box(of_organisation(organisation, holdings, language), language),
        }
        data = {"organisation": asdict(organisation), "processes": [asdict(one.process) for one in standings]}
        yield Page(f"organisations/{organisation.id}", "organisation.html", values, data)
