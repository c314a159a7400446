"""Lists of questions with their answers, rules country by country, treaties and States, fears and what came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from qalqan.site.contents.page import Page
from qalqan.site.drawings.boards import Cell
from qalqan.site.drawings.canvas import Drawing
from qalqan.site.drawings.grids import answers_board
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import AnswerRow, EvidenceRow, ProvisionRow, ThresholdRow, TreatyActionRow
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import Term, scheme, term

FORESIGHT = "foresight"
FUTURE = tuple(one.code for one in scheme("hedges") if one.has("future"))


@dataclass(frozen=True, slots=True)
class Answered:
    """One question over one subject: the answer that held on the day, and those before it."""

    question: str
    holds: AnswerRow | None
    former: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A list of questions over one subject."""

    about: AnswerRow
    cells: tuple[Answered, ...]
    answered: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A provision in the table of rules, with its law and what it counts."""

    law_id: str
    law: str
    provision: ProvisionRow
    thresholds: tuple[ThresholdRow, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """One State and one treaty: the last that binds or does not, what stands beside it, and all that was told."""

    holds: TreatyActionRow | None
    beside: tuple[TreatyActionRow, ...]
    told: tuple[TreatyActionRow, ...]


@dataclass(frozen=True, slots=True)
class Fear:
    """What a source feared, with the last answer to what came of it."""

    country: str | None
    hedge: str
    attributed_to: str | None
    words: tuple[EvidenceRow, ...]
    answer: AnswerRow | None


def grid_pages(holdings: Holdings, language: Language) -> Iterator[Page]:
    """The list of lists, a page for each list that was answered here, and the three tables."""
    laid = {code: laid_of(code, holdings) for code in codes()}
    lines = [(code, len(elements(code)), len(found)) for code, found in laid.items()]
    yield Page("grids", "grids.html", {"lines": lines}, {"grids": {code: count for code, _questions, count in lines}})
    for code, found in laid.items():
        if found:
            yield _grid(code, found, language)
    yield rules_page(holdings, language)
    yield parties_page(holdings, language)
    yield fears_page(holdings, language)


def codes() -> tuple[str, ...]:
    """The lists that stand beside others; what a person fills for herself on a day is none."""
    return tuple(one.code for one in scheme("grid-kinds") if one.has("many"))


def elements(code: str) -> tuple[Term, ...]:
    return tuple(one for one in scheme("grids") if one.properties["of"] == code)


def laid_of(code: str, holdings: Holdings) -> list[Laid]:
    """One list over all its subjects as of the day of the pages, by country and name."""
    by_subject: dict[str, list[AnswerRow]] = defaultdict(list)
    for row in holdings.rows.answers:
        if row.question.startswith(f"{code}/") and (bounds(row.day)[0] or date.min).isoformat() <= holdings.as_of:
            by_subject[row.about_id].append(row)
    found = [_laid(code, rows) for rows in by_subject.values()]
    return sorted(found, key=lambda one: (one.about.country or "", one.about.about, one.about.about_id))


def _laid(code: str, rows: list[AnswerRow]) -> Laid:
    cells = []
    for element in elements(code):
        told = sorted((row for row in rows if row.question == element.code), key=_day)
        cells.append(Answered(element.code, told[-1] if told else None, tuple(reversed(told[:-1]))))
    return Laid(rows[0], tuple(cells), sum(cell.holds is not None for cell in cells))


def _day(row: AnswerRow) -> tuple[str, str, str]:
    return (bounds(row.day)[1] or date.min).isoformat(), row.answer, row.reason or ""


def _grid(code: str, found: list[Laid], language: Language) -> Page:
    answers = term("grid-kinds", code).properties["answers"]
    values = {"code": code, "answers": answers, "found": found, "drawing": _board(code, answers, found, language)}
    return Page(f"grids/{code}", "grid.html", values, {"answers": [asdict(one) for one in found]})


def _board(code: str, answers: str, found: list[Laid], language: Language) -> Drawing:
    rows = [
        (language.label("grids", element.code), [_cell(one.cells[number], answers, language) for one in found])
        for number, element in enumerate(elements(code))
    ]
    columns = [one.about.about or language.country(one.about.country) for one in found]
    return answers_board(language.label("grid-kinds", code), language.say("Question"), columns, rows)


def _cell(cell: Answered, answers: str, language: Language) -> Cell:
    said = cell.holds.answer if cell.holds else "not-known"
    sign = str(term(answers, said).properties.get("sign", "none"))
    return Cell(sign, language.label(answers, said), language.when(cell.holds.day) if cell.holds else "")


def rules_page(holdings: Holdings, language: Language) -> Page:
    """Restrictions down, countries across, of every kind of barrier that a provision here makes."""
    counted: dict[str, list[ThresholdRow]] = defaultdict(list)
    for one in holdings.rows.thresholds:
        counted[one.provision_id].append(one)
    cells: dict[tuple[str, str], list[Rule]] = defaultdict(list)
    for law in holdings.instruments.values():
        for provision in law.provisions:
            if provision.restriction and law.jurisdiction:
                made = Rule(law.id, law.title, provision, tuple(counted[provision.id]))
                cells[provision.restriction, law.jurisdiction].append(made)
    used = {kind for kind, _country in cells}
    barriers = [
        (barrier.code, [one for one in scheme("restrictions") if one.code in used and one.properties.get("barrier") == barrier.code])
        for barrier in scheme("barriers")
    ]  # fmt: skip
    across = [code for code in holdings.countries if any(country == code for _kind, country in cells)]
    across += sorted({country for _kind, country in cells} - set(across))
    data = {
        "rules": [
            {"restriction": kind, "country": country, "rules": [asdict(one) for one in found]}
            for (kind, country), found in sorted(cells.items())
        ]
    }
    values = {"barriers": [(code, kinds) for code, kinds in barriers if kinds], "across": across, "cells": cells}
    return Page("rules", "rules.html", values, data)


def parties_page(holdings: Holdings, language: Language) -> Page:
    """Treaties down, States across, as of the day of the pages."""
    told: dict[tuple[str, str], list[TreatyActionRow]] = defaultdict(list)
    for row in holdings.rows.treaty_actions:
        if (bounds(row.day)[0] or date.min).isoformat() <= holdings.as_of:
            told[row.treaty, row.country].append(row)
    across = [code for code in holdings.countries if any(country == code for _treaty, country in told)]
    across += sorted({country for _treaty, country in told} - set(across))
    down = [one.code for one in scheme("instruments") if any(treaty == one.code for treaty, _country in told)]
    cells = {(treaty, code): party(told.get((treaty, code), [])) for treaty in down for code in across}
    rows = [
        (language.label("instruments", treaty), [_party_cell(cells[treaty, code], language) for code in across])
        for treaty in down
    ]
    columns = [language.country(code) for code in across]
    board = answers_board(language.say("Treaties and States"), language.say("Treaty"), columns, rows) if down else None
    data = {"actions": [asdict(one) for found in told.values() for one in found]}
    return Page("parties", "parties.html", {"down": down, "across": across, "cells": cells, "drawing": board}, data)


def party(told: list[TreatyActionRow]) -> Party:
    """Where a State stands with a treaty by what was told; a dated action counts before one without a day."""
    ordered = sorted(told, key=lambda row: ((bounds(row.day)[1] or date.min).isoformat(), row.action))
    beside = tuple(row for row in ordered if term("treaty-status", row.action).has("beside"))
    moves = [row for row in ordered if row not in beside]
    says = [row for row in moves if "binds" in term("treaty-status", row.action).properties]
    dated = [row for row in says if row.day] or says or moves
    return Party(dated[-1] if dated else None, beside, tuple(ordered))


def _party_cell(one: Party, language: Language) -> Cell:
    if one.holds is None:
        return Cell("none", language.say("not known"))
    words = [language.label("treaty-status", one.holds.action).split(" (")[0]]
    words += sorted({language.label("treaty-status", row.action) for row in one.beside})
    sign = str(term("treaty-status", one.holds.action).properties.get("sign", "none"))
    return Cell(sign, "; ".join(words), language.when(one.holds.day) if one.holds.day else "")


def fears_page(holdings: Holdings, language: Language) -> Page:
    """Fears with what came of them first, then those without an answer."""
    found = fears_of(holdings)
    counts = {one.code: sum(fear.answer is not None and fear.answer.answer == one.code for fear in found)
              for one in scheme("fear-outcomes")}  # fmt: skip
    without = sum(fear.answer is None for fear in found)
    data = {"fears": [asdict(one) for one in found], "counts": counts | {"open": without}}
    return Page("fears", "fears.html", {"found": found, "counts": counts, "without": without}, data)


def fears_of(holdings: Holdings) -> list[Fear]:
    """All that public sources feared or expected of a country, a rule or a case."""
    last: dict[tuple[EvidenceRow, ...], AnswerRow] = {}
    for one in laid_of(FORESIGHT, holdings):
        if one.cells[0].holds:
            last[one.about.about_words] = one.cells[0].holds
    said: dict[tuple[EvidenceRow, ...], Fear] = {}
    for country, hedge, who, words in _feared(holdings):
        known = (bounds(words[0].published)[0] or date.min).isoformat() <= holdings.as_of if words else False
        if known and words not in said:
            said[words] = Fear(country, hedge, who, words, last.get(words))
    order = lambda one: (one.answer is None, one.country or "", one.words[0].published or "", one.words[0].exact)  # noqa: E731
    return sorted(said.values(), key=order)


def _feared(holdings: Holdings) -> Iterator[tuple[str | None, str, str | None, tuple[EvidenceRow, ...]]]:
    for row in holdings.rows.situations:
        if row.hedge in FUTURE:
            yield row.country, row.hedge, row.attributed_to, row.evidence
    for case in holdings.cases.values():
        for act in case.acts:
            if act.hedge in FUTURE:
                yield case.country, act.hedge, act.attributed_to, act.evidence
    for law in holdings.instruments.values():
        for rule in law.provisions:
            if rule.hedge in FUTURE:
                yield law.jurisdiction, rule.hedge, rule.attributed_to, rule.evidence
