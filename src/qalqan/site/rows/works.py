"""Publications: who issues them, where they were captured, what they say, how they are cited and compared."""

from __future__ import annotations

from dataclasses import dataclass

from qalqan.site.rows.words import RelatedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerRow:
    """Who issues a work. `named_in` is the title of the other publication that names it where this one's copies do not."""

    name: str
    country: str | None = None
    in_exile: str | None = None
    role: str | None = None
    organisation_id: str | None = None
    named_in: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """A capture: where, on which day, and the SHA-256 of its bytes. `alive` is None where nobody looked since."""

    url: str | None
    captured: str
    sha256: str
    host: str | None = None
    title: str | None = None
    disclaimer: str | None = None
    alive: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRow:
    """One citable piece of a published text, in reading order; `is_cut` where a name was withheld. Page chrome is not published."""

    id: str
    kind: str
    text: str
    level: int | None = None
    page: int | None = None
    language: str | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRow:
    """A language version: of another work here, at an address elsewhere, or announced and missing (neither)."""

    language: str
    work_id: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A meeting where a work was presented."""

    event: str
    place: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCountryRow:
    code: str
    role: str = "subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """A publication with its text. `entered` is the day on which it first stood in an edition.

    `aliases` are addresses and identifiers under which it was known: they lead here.
    """

    id: str
    title: str
    kind: str
    language: str | None
    publisher: str | None = None
    issuers: tuple[IssuerRow, ...] = ()
    published: str | None = None
    published_basis: str = "none"
    presented_at: EventRow | None = None
    countries: tuple[WorkCountryRow, ...] = ()
    topics: tuple[str, ...] = ()
    symbol: str | None = None
    source_url: str | None = None
    accessed: str | None = None
    cite_as: str | None = None
    disclaimer: str | None = None
    rights: str | None = None
    copies: tuple[CopyRow, ...] = ()
    languages: tuple[LanguageRow, ...] = ()
    related: tuple[RelatedRow, ...] = ()
    passages: tuple[PassageRow, ...] = ()
    entered: str | None = None
    aliases: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRow:
    """Passages of two texts that stand beside each other, by their ids; none on one side is a gap.

    `kind`: aligned (a translation), or kept, changed, moved, gone, new (an earlier and a later state). `sure` is False
    where only order and length speak for the pair.
    """

    kind: str
    one: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySideRow:
    """Two texts side by side. `kind`: translation, or versions (`one` is the earlier). Both may be of one work."""

    id: str
    kind: str
    one_work: str
    other_work: str
    one_language: str | None = None
    other_language: str | None = None
    rows: tuple[SideRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRow:
    """What two publications have in common: the passages of `one` and those of `other` that hold the same words.

    `of_one` and `of_other` are the shares, in per cent, of the words of each that both have.
    """

    one_work: str
    other_work: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    of_one: int
    of_other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageRow:
    """Publications that are one text, earliest first. `source` is the earliest dated one, None where none is dated."""

    id: str
    works: tuple[str, ...]
    source: str | None = None
    shared: tuple[SharedRow, ...] = ()
