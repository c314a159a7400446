"""Two texts side by side: a translation beside its original, an earlier state beside a later one. Gaps are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from qalqan.site.contents.page import Page
from qalqan.site.contents.recommendation import word_difference
from qalqan.site.division import in_pages
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import PassageRow, RelatedRow, SideBySideRow, SideRow, WorkRow
from qalqan.vocabularies import scheme


@dataclass(frozen=True, slots=True)
class Line:
    """Passages that stand beside each other, and of a changed one the words that were kept, are gone, are new."""

    kind: str
    one: tuple[PassageRow, ...]
    other: tuple[PassageRow, ...]
    sure: bool
    difference: list[tuple[str, str]]


_ON_ONE_PAGE = 36  # pairs of passages


@dataclass(frozen=True, slots=True)
class Way:
    """A way from a publication to a page where it stands beside another text."""

    page: str
    kind: str
    language: str | None
    title: str


@dataclass(frozen=True, slots=True)
class RelatedWork:
    """A related publication and what it is to this one, in words."""

    id: str | None
    title: str
    words: str


def beside_pages(holdings: Holdings, language: Language) -> Iterator[Page]:
    """A page for each pair of texts; one whose publications do not stand in the edition has none."""
    for pair in holdings.rows.side_by_side:
        if pair.one_work not in holdings.works or pair.other_work not in holdings.works:
            continue
        lines = [_line(row, pair, holdings) for row in pair.rows]
        kinds = Counter(line.kind for line in lines)
        gaps = sum(1 for line in lines if not line.one or not line.other)
        parts = in_pages(f"beside/{pair.id}", lines, _ON_ONE_PAGE)
        values = {
            "pair": pair,
            "one": holdings.works[pair.one_work],
            "other": holdings.works[pair.other_work],
            "counts": {kind: kinds.get(kind, 0) for kind in ("kept", "changed", "moved", "gone", "new")},
            "gaps": gaps,
            "unsure": sum(1 for line in lines if not line.sure),
            "pages": [path for path, _ in parts],
        }
        for path, part in parts:
            whole = {"side_by_side": asdict(pair)} if path == parts[0][0] else {"side_by_side": pair.id}
            yield Page(path, "beside.html", values | {"lines": part}, whole)


def ways_from(work: WorkRow, holdings: Holdings) -> list[Way]:
    """The side-by-side pages of a publication, translations first."""
    found = []
    for pair in holdings.rows.side_by_side:
        if work.id not in (pair.one_work, pair.other_work):
            continue
        there = pair.other_work if work.id == pair.one_work else pair.one_work
        if there not in holdings.works:
            continue
        spoken = pair.other_language if there == pair.other_work else pair.one_language
        found.append(Way(f"beside/{pair.id}", pair.kind, spoken, holdings.works[there].title))
    return sorted(found, key=lambda way: (way.kind != "translation", way.language or "", way.page))


def related_works(work: WorkRow, near: list[RelatedRow], holdings: Holdings, language: Language) -> list[RelatedWork]:
    """What the publication and others say they are to each other, then its computed neighbours; each work once."""
    found = [RelatedWork(row.id, row.title, _words(row, language)) for row in work.related]
    for other, row in holdings.related_to.get(work.id, ()):
        found.append(RelatedWork(other.id, other.title, _inverse(row, language)))
    found += [RelatedWork(row.id, row.title, row.reason or _words(row, language)) for row in near]
    return list({(one.id or one.title): one for one in reversed(found)}.values())[::-1]


def _words(row: RelatedRow, language: Language) -> str:
    words = language.label("relations", row.relation)
    return f"{words}: {row.reason}" if row.reason else words


def _inverse(row: RelatedRow, language: Language) -> str:
    relations = scheme("relations")
    if row.relation not in relations:
        return _words(row, language)
    inverse = relations.term(row.relation).properties.get("inverse", {})
    return inverse.get(language.code) or inverse.get("en") or language.label("relations", row.relation)


def _line(row: SideRow, pair: SideBySideRow, holdings: Holdings) -> Line:
    one = tuple(_passages(holdings.works[pair.one_work], row.one, holdings))
    other = tuple(_passages(holdings.works[pair.other_work], row.other, holdings))
    changed = row.kind in ("changed", "moved") and one and other
    return Line(row.kind, one, other, row.sure, word_difference(one[0].text, other[0].text) if changed else [])


def _passages(work: WorkRow, ids: tuple[str, ...], holdings: Holdings) -> Iterator[PassageRow]:
    for number in ids:
        owner, passage = holdings.passages.get(number, (None, None))
        if owner is not None and passage is not None and owner.id == work.id:
            yield passage
