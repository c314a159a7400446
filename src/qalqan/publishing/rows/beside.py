"""Translations and versions side by side, and what a public work is to other public works.

Aligned and compared are the published wordings: a name that was cut is cut on both sides, and nothing else is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from qalqan.library.alignment import Unit, align
from qalqan.library.kinship import LATER, SAME, TRANSLATION
from qalqan.library.models import Work, WorkRelation
from qalqan.library.neighbours import SAME_TEXT
from qalqan.library.versions import compare
from qalqan.publishing.rows.record import PublicRecord
from qalqan.site.rows import PassageRow, RelatedRow, SideBySideRow, SideRow, WorkRow


def side_by_side(record: PublicRecord, works: Sequence[WorkRow]) -> tuple[SideBySideRow, ...]:
    """Every pair of language versions and of states: within a work, and between works that are related so."""
    found = [_of_one_work(work, *pair) for work in works for pair in combinations(_texts_of(work), 2)]
    by_id = {work.id: work for work in works}
    for relation, one, other in _related_works(record):
        if one not in by_id or other not in by_id:
            continue
        earlier, later = by_id[other], by_id[one]
        if relation == LATER or (relation == SAME and earlier.language == later.language):
            found.append(_versions(earlier, later))
        elif relation == TRANSLATION:
            found.append(_translation(earlier, later))
    return tuple(sorted({row.id: row for row in found}.values(), key=lambda row: row.id))


def relations(record: PublicRecord) -> dict[int, tuple[RelatedRow, ...]]:
    """What each public work prints or a person says of its neighbours. A work that is not public is only a printed title."""
    public, found = record.by_pk(Work), dict[int, list[RelatedRow]]()
    rows = WorkRelation.objects.filter(work__in=public, ended_at=None).exclude(relation=SAME_TEXT).order_by("pk")
    for row in rows:
        other = public.get(row.other_id) if row.other_id else None
        if other is not None:
            made = RelatedRow(relation=row.relation, title=other.text("title"), id=record.id(other))
        elif row.stated_by_id is None and row.title and row.relation == "see-also":
            # What the page itself prints; whether we hold the other work does not show.
            made = RelatedRow(relation=row.relation, title=record.withholding.cut(row.title).text)
        else:
            continue
        found.setdefault(row.work_id, []).append(made)
    return {number: tuple(dict.fromkeys(made)) for number, made in found.items()}


def _related_works(record: PublicRecord) -> list[tuple[str, str, str]]:
    public = record.by_pk(Work)
    rows = WorkRelation.objects.filter(
        work__in=public, other__in=public, ended_at=None, relation__in=(TRANSLATION, SAME, LATER)
    ).values_list("relation", "work", "other")
    return [
        (relation, record.id(public[one]), record.id(public[other])) for relation, one, other in rows.order_by("pk")
    ]


def _texts_of(work: WorkRow) -> list[tuple[str | None, tuple[PassageRow, ...]]]:
    """The texts of a work, its own language first: the ids of the others carry their language."""
    texts: dict[str, list[PassageRow]] = {}
    for passage in work.passages:
        code, dash, _key = passage.id.removeprefix(f"{work.id}-").partition("-")
        texts.setdefault(code if dash else "", []).append(passage)
    return [(code or work.language, tuple(passages)) for code, passages in texts.items()]


def own_text(work: WorkRow) -> tuple[PassageRow, ...]:
    """The passages of the text in the work's own language; of a work that has none, of the first."""
    texts = _texts_of(work)
    return texts[0][1] if texts else ()


def _of_one_work(
    work: WorkRow, one: tuple[str | None, tuple[PassageRow, ...]], other: tuple[str | None, tuple[PassageRow, ...]]
) -> SideBySideRow:
    return SideBySideRow(
        id=f"{work.id}-{one[0] or 'x'}-{other[0] or 'x'}",
        kind="translation",
        one_work=work.id,
        other_work=work.id,
        one_language=one[0],
        other_language=other[0],
        rows=_aligned(one[1], other[1]),
    )


def _translation(one: WorkRow, other: WorkRow) -> SideBySideRow:
    return SideBySideRow(
        id=f"{one.id}-{other.id}",
        kind="translation",
        one_work=one.id,
        other_work=other.id,
        one_language=one.language,
        other_language=other.language,
        rows=_aligned(own_text(one), own_text(other)),
    )


def _versions(earlier: WorkRow, later: WorkRow) -> SideBySideRow:
    before, after = _units(own_text(earlier)), _units(own_text(later))
    rows = tuple(
        SideRow(
            kind=change.kind,
            one=(change.earlier.id,) if change.earlier else (),
            other=(change.later.id,) if change.later else (),
        )
        for change in compare(before, after)
    )
    return SideBySideRow(
        id=f"{earlier.id}-{later.id}",
        kind="versions",
        one_work=earlier.id,
        other_work=later.id,
        one_language=earlier.language,
        other_language=later.language,
        rows=rows,
    )


def _aligned(one: Sequence[PassageRow], other: Sequence[PassageRow]) -> tuple[SideRow, ...]:
    return tuple(
        SideRow(
            kind="aligned",
            one=tuple(unit.id for unit in pair.one),
            other=tuple(unit.id for unit in pair.other),
            sure=pair.sure or not pair.one or not pair.other,
        )
        for pair in align(_units(one), _units(other))
    )


def _units(passages: Sequence[PassageRow]) -> list[Unit]:
    return [Unit(one.id, one.text, one.kind) for one in passages if one.kind != "chrome"]
