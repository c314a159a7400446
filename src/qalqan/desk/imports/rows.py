"""One row of a spreadsheet as a proposal: its words, the publication they stand in, and its fields in our own terms.

A word that no vocabulary has is refused with the nearest terms; nothing is guessed and nothing is dropped in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from qalqan.desk.imports.mapping import PUBLICATION, Mapping
from qalqan.desk.shapes import SHAPES, Shape
from qalqan.errors import UnknownTerm, WrongCall
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import scheme, scheme_names, stage, stages_of
from qalqan.vocabularies.countries import country_named

_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_COUNTED = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")
_YES = frozenset({"yes", "true", "1", "x", "да", "+"})
TO_WHOM = ("addressees", "countries")
_NO = frozenset({"", "no", "false", "0", "нет", "-"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a row proposes. `publication` are the facts of PUBLICATION in their order."""

    kind: str
    words: str
    publication: tuple[str, ...]
    fields: dict[str, Any]
    hedge: str
    attributed_to: str
    parent: Proposal | None = None  # of a demand: the recommendation that it stands in

    @property
    def sameness(self) -> tuple[str, ...]:
        """Equal for two rows that propose the same."""
        fields = repr(sorted((name, repr(value)) for name, value in self.fields.items()))
        return (self.kind, self.words, *self.publication, fields, self.hedge, self.attributed_to, self._within)

    @property
    def demand(self) -> tuple[str, ...]:
        """Equal for two rows that tell of one demand, whomever each says it was made to."""
        fields = repr(sorted((name, repr(value)) for name, value in self.fields.items() if name not in TO_WHOM))
        return (self.kind, self.words, *self.publication, fields, self.hedge, self.attributed_to, self._within)

    @property
    def _within(self) -> str:
        return self.parent.words if self.parent else ""

    def with_addressees_of(self, other: Proposal) -> Proposal:
        """The same demand, made to those of both rows."""
        fields = {**self.fields, **{name: _both(self.fields[name], other.fields[name]) for name in TO_WHOM}}
        parent = self.parent.with_addressees_of(other.parent) if self.parent and other.parent else self.parent
        return replace(self, fields=fields, parent=parent)


def _both(some: list[Any], others: list[Any]) -> list[Any]:
    return [*some, *(one for one in others if one not in some)]


def proposal_of(cells: dict[str, str], mapping: Mapping) -> Proposal:
    """What the row proposes. Raises WrongCall, UnknownTerm with the sentence that the report prints."""
    words = mapping.value("words", cells).replace("\x00", "\ufffd").strip()
    if not words:
        raise WrongCall(_("It has no words: nothing is proposed without the words that say it."))
    said = (_publication(cells, mapping), _code("hedges", mapping.value("hedge", cells) or "asserted"))
    parent = _recommendation(cells, mapping, *said) if mapping.kind == "clause" else None
    return _proposal(mapping.kind, words, cells, mapping, *said, parent)


def _proposal(
    kind: str,
    words: str,
    cells: dict[str, str],
    mapping: Mapping,
    publication: tuple[str, ...],
    hedge: str,
    parent: Proposal | None = None,
) -> Proposal:
    fields = {shape.name: _field(shape, cells, mapping) for shape in SHAPES[kind]}
    _check(kind, fields)
    return Proposal(kind, words, publication, fields, hedge, mapping.value("attributed_to", cells), parent)


def _check(kind: str, fields: dict[str, Any]) -> None:
    """What could never be admitted is refused with its row, not left waiting for a person."""
    if kind == "provision" and bool(fields["number"]) != bool(fields["unit"]):
        raise WrongCall(_("A rule that counts needs a number and its unit: give both, or none."))
    if kind != "treaty":
        return
    for name, said in (("treaty", _("no treaty")), ("country", _("no State")), ("action", _("no action"))):
        if not fields[name]:
            raise WrongCall(_("It names %(what)s: map a column to %(name)s.") % {"what": said, "name": name})
    if scheme("instruments").term(fields["treaty"]).properties.get("kind") != "treaty":
        raise WrongCall(_("Only a treaty has parties: choose a treaty."))


def _recommendation(cells: dict[str, str], mapping: Mapping, publication: tuple[str, ...], hedge: str) -> Proposal:
    """The recommendation that the demand of this row stands in."""
    words = mapping.value("recommendation", cells).replace("\x00", "\ufffd").strip()
    if not words:
        raise WrongCall(_("It names no recommendation: a demand stands within one, map a column to recommendation."))
    return _proposal("recommendation", words, cells, mapping, publication, hedge)


def _publication(cells: dict[str, str], mapping: Mapping) -> tuple[str, ...]:
    own = {shape.name for shape in SHAPES[mapping.kind]}
    said = {name: "" if name in own else mapping.value(name, cells) for name in PUBLICATION}
    if not said["title"]:
        raise WrongCall(_("It names no publication: map a column to title, or give one title for all rows."))
    said["published"] = _edtf(said["published"])
    if said["work_kind"]:
        said["work_kind"] = _code("work-kinds", said["work_kind"])
    return tuple(said[name] for name in PUBLICATION)


def _field(shape: Shape, cells: dict[str, str], mapping: Mapping) -> Any:
    said = mapping.value(shape.name, cells)
    if shape.kind == "rows":
        return _named(shape, said, cells, mapping)
    if shape.kind == "date":
        edtf = _edtf(said)
        return {"edtf": edtf or None, "basis": "printed" if edtf else "none"}
    if shape.kind == "yes":
        return _yes(said)
    if shape.kind in ("lines", "codes"):
        return [_one(shape, one, cells, mapping) for one in _members(said, mapping)]
    if not said:
        return None
    if shape.kind == "number":
        return _number(shape, said)
    if shape.kind == "digits":
        return _digits(said)
    return _one(shape, said, cells, mapping)


def _one(shape: Shape, said: str, cells: dict[str, str], mapping: Mapping) -> str:
    if shape.name in ("country", "countries"):
        return _country(said)
    if shape.name == "themes":
        return _label_or_words("topics", said)
    if shape.name == "response":
        return _code("responses", said)
    if shape.terms == "stages":
        process = _code("processes", mapping.value("process", cells))
        return _stage(process, said)
    return _code(shape.terms, said) if shape.terms in scheme_names() else said


def _named(shape: Shape, said: str, cells: dict[str, str], mapping: Mapping) -> list[dict[str, Any]]:
    """Names in one cell, each with what the other columns and constants say of all of them."""
    shared: dict[str, Any] = {}
    for column in shape.columns:
        about = "" if column.name == "name" else mapping.value(f"{shape.name}.{column.name}", cells)
        if column.kind == "codes":
            shared[column.name] = [_country(one) for one in _members(about, mapping)]
        elif column.name != "name":
            shared[column.name] = (_one(column, about, cells, mapping) if about else None) or _unsaid(column)
    return [{"name": name, **shared} for name in _members(said, mapping)]


def _unsaid(column: Shape) -> str | None:
    return "unknown" if column.name == "class" else None


def _members(said: str, mapping: Mapping) -> list[str]:
    return [one.strip() for one in said.split(mapping.separator) if one.strip()]


def _country(said: str) -> str:
    code = country_named(said)
    if code is None:
        raise UnknownTerm(
            _("“%(name)s” is no country that is known: write its name or its code, such as KAZ.") % {"name": said}
        )
    return code


def _edtf(said: str) -> str:
    day = _DAY.fullmatch(said)
    written = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else said
    if written and bounds(written) == (None, None):
        raise WrongCall(_("“%(date)s” is no date: write it as 2014-07-21, 2014-07 or 2014.") % {"date": said})
    return written


def _yes(said: str) -> bool:
    if said.casefold() not in _YES | _NO:
        raise WrongCall(_("“%(said)s” is neither yes nor no.") % {"said": said})
    return said.casefold() in _YES


def _number(shape: Shape, said: str) -> int:
    if not said.isdecimal() or (shape.name == "category" and not 1 <= int(said) <= 5):
        raise WrongCall(_("“%(said)s” is no number that fits here.") % {"said": said})
    return int(said)


def _digits(said: str) -> str:
    plain = said.replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if not _COUNTED.fullmatch(plain):
        raise WrongCall(_("“%(said)s” is no number that fits here.") % {"said": said})
    return plain


def _stage(process: str, said: str) -> str:
    folded = said.casefold()
    for term in stages_of(process):
        if folded in {term.code.partition("/")[2].casefold(), *map(str.casefold, term.labels.values())}:
            return term.code.partition("/")[2]
    stage(process, said)  # raises, naming the nearest
    return said


def _code(name: str, said: str) -> str:
    """The code of a term that is called by its code, its label in any language or another word of it."""
    found = _label_or_words(name, said)
    return scheme(name).term(found).code


def _label_or_words(name: str, said: str) -> str:
    folded = said.casefold()
    for term in scheme(name):
        if folded in {term.code.casefold(), *(word.casefold() for word in (*term.labels.values(), *term.aliases))}:
            return term.code
    return said
