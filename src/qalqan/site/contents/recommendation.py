"""Each recommendation: its exact words, its demands, where each stands with whom, and each time it was made again."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from markupsafe import Markup

from qalqan.site.contents.citing import clause_citation, entry_box
from qalqan.site.contents.entries import of_recommendation
from qalqan.site.contents.page import Page
from qalqan.site.drawings.boards import Cell, clause_matrix
from qalqan.site.drawings.canvas import Drawing
from qalqan.site.drawings.repetition import Occurrence, repetition_line, words_of_relation
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import ClauseRow, CountRow, FollowupRow, ProcessRow, RecommendationRow, RepeatRow
from qalqan.site.signs import sign_of
from qalqan.site.standing import followup_on

_MOST_REPEATS = 20  # whose words are set beside those of the demand


@dataclass(frozen=True, slots=True)
class RepeatView:
    date: str | None
    relation: str
    work_title: str
    page: str | None
    language: str | None
    reason: str | None
    difference: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ClauseView:
    clause: ClauseRow
    standing: tuple[FollowupRow, ...]
    repeats: list[RepeatView]
    more_repeats: int  # that stand in the table of the picture alone
    repeated: Drawing | None
    cited: Markup
    counts: list[tuple[CountRow, list[ProcessRow]]]  # what is counted for it, with those who are counted


def recommendation_pages(holdings: Holdings, language: Language) -> Iterator[Page]:
    for asked in holdings.rows.recommendations:
        if asked.work_id not in holdings.works:
            continue
        yield Page(
            f"recommendations/{asked.id}",
            "recommendation.html",
            {
                "asked": asked,
                "work": holdings.works[asked.work_id],
                "clauses": [_view(clause, asked, holdings, language) for clause in asked.clauses],
                "matrix": _matrix(asked, holdings, language),
                "cited": entry_box(of_recommendation(asked, holdings, language), language),
            },
            {"recommendation": asdict(asked)},
        )


def targets(clause: ClauseRow, asked: RecommendationRow) -> list[tuple[str | None, str]]:
    """Whom a demand is put to: the countries of an addressee (those the demand names, if it does), else a name."""
    found: dict[tuple[str | None, str], None] = {}
    for one in clause.addressees:
        named = [code for code in one.countries if code in clause.countries]
        for code in named or one.countries:
            found.setdefault((code, one.name))
        if not one.countries:
            found.setdefault((None, one.name))
    return list(found) or [(code, "") for code in clause.countries or asked.countries]


def columns_of(recommendations: Sequence[RecommendationRow], holdings: Holdings, language: Language) -> list[str]:
    """Addressees as columns, in order of first appearance; a government stands under its country."""
    names: dict[str, None] = {}
    for clause, asked in ((clause, one) for one in recommendations for clause in one.clauses):
        names.update(dict.fromkeys(_column(code, name, language) for code, name in targets(clause, asked)))
        names.update(dict.fromkeys(column_of(row, language) for row in followup_on(clause.followup, holdings.as_of)))
    return list(names)


def column_of(row: FollowupRow, language: Language) -> str:
    return _column(row.country, row.addressee, language)


def _column(code: str | None, name: str, language: Language) -> str:
    return language.country(code) if code else name


def cells_of(
    clause: ClauseRow, asked: RecommendationRow, columns: list[str], holdings: Holdings, language: Language
) -> list[FollowupRow | bool | None]:
    """One per column: the assessment, False where it was asked and nobody assessed it, None where it was not asked."""
    rows = {column_of(row, language): row for row in followup_on(clause.followup, holdings.as_of)}
    put_to = {_column(code, name, language) for code, name in targets(clause, asked)}
    return [rows.get(name) or (False if name in put_to else None) for name in columns]


def _matrix(asked: RecommendationRow, holdings: Holdings, language: Language) -> Drawing | None:
    columns = columns_of((asked,), holdings, language)
    if not columns or len(columns) > 8:
        return None
    rows = tuple(
        (clause.exact, tuple(_cell(cell, language) for cell in cells_of(clause, asked, columns, holdings, language)))
        for clause in asked.clauses
    )
    return clause_matrix(rows, tuple(columns), language)


def _cell(row: FollowupRow | bool | None, language: Language) -> Cell:
    if isinstance(row, FollowupRow):
        words = language.label("follow-up", row.state)
        return Cell(sign_of("follow-up", row.state), words, language.when(row.since) if row.since else "")
    return Cell("none", language.say("not asked of it") if row is None else language.say("not assessed"))


def _view(clause: ClauseRow, asked: RecommendationRow, holdings: Holdings, language: Language) -> ClauseView:
    told = _each_wording(clause, holdings)
    repeats = [_repeat_view(clause, repeat, holdings, language) for repeat in told[:_MOST_REPEATS]]
    drawing = None
    if repeats:
        work = holdings.works[asked.work_id]
        made = (
            Occurrence(work.published, work.title, None),
            *(Occurrence(_date(one, holdings), _title(one, holdings), one.relation) for one in told),
        )
        drawing = repetition_line(made, language, language.say("Each time this demand was made"))
    standing = followup_on(clause.followup, holdings.as_of)
    cited = clause_citation(clause, asked, holdings, language)
    more = len(told) - len(repeats)
    return ClauseView(clause, standing, repeats, more, drawing, cited, _counts(clause, holdings))


def _each_wording(clause: ClauseRow, holdings: Holdings) -> list[RepeatRow]:
    """In order of time; what one publication says twice in the same words stands once."""
    found: dict[tuple[str, str, str], RepeatRow] = {}
    for repeat in sorted(clause.repeats, key=_by_date):
        other = holdings.clauses.get(repeat.clause_id)
        wording = other[0].exact if other else repeat.exact or ""
        found.setdefault((repeat.work_id, repeat.relation, wording), repeat)
    return list(found.values())


def _counts(clause: ClauseRow, holdings: Holdings) -> list[tuple[CountRow, list[ProcessRow]]]:
    ids = {one for count in clause.counts for one in count.processes}
    by_id = {one.id: one for one in holdings.all_processes if one.id in ids} if ids else {}
    return [(count, [by_id[one] for one in count.processes if one in by_id]) for count in clause.counts]


def _by_date(repeat: RepeatRow) -> tuple[str, str]:
    return repeat.date or "", repeat.clause_id


def _date(repeat: RepeatRow, holdings: Holdings) -> str | None:
    work = holdings.works.get(repeat.work_id)
    return repeat.date or (work.published if work else None)


def _title(repeat: RepeatRow, holdings: Holdings) -> str:
    work = holdings.works.get(repeat.work_id)
    return f"{work.publisher}: {work.title}" if work and work.publisher else work.title if work else "–"


def _repeat_view(clause: ClauseRow, repeat: RepeatRow, holdings: Holdings, language: Language) -> RepeatView:
    other = holdings.clauses.get(repeat.clause_id)
    exact = other[0].exact if other else repeat.exact
    return RepeatView(
        date=_date(repeat, holdings),
        relation=words_of_relation(language, repeat.relation),
        work_title=_title(repeat, holdings),
        page=f"recommendations/{other[1].id}" if other and other[1].work_id in holdings.works else None,
        language=holdings.language_of(repeat.work_id),
        reason=repeat.reason,
        difference=_difference(clause.exact, exact) if exact else [],
    )


def _difference(before: str, after: str) -> list[tuple[str, str]]:
    """The words that changed; where most did, the other's words alone: a page of strokes tells nobody anything."""
    runs = word_difference(before, after)
    kept = sum(len(words.split()) for kind, words in runs if kind == "kept")
    return runs if 2 * kept >= len(after.split()) else [("kept", after)]


def word_difference(before: str, after: str) -> list[tuple[str, str]]:
    """Runs of words that were kept, are gone, or are new, in the order of reading."""
    old, new = re.findall(r"\S+", before), re.findall(r"\S+", after)
    runs: list[tuple[str, str]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(("kept", " ".join(old[a:b])))
            continue
        runs += [("gone", " ".join(old[a:b]))] if a < b else []
        runs += [("new", " ".join(new[c:d]))] if c < d else []
    return runs
