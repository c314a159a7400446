"""Which column of a spreadsheet is what: written as YAML, or told by the headings.

    kind: recommendation            # or clause, act, pattern, step, visit, law, provision, standard, situation, treaty
    separator: ";"                  # between the members of a list in one cell
    columns:                        # what it is here: the heading there
      words: Recommendation text
      countries: State under Review
    ignore: [Remark]                # headings from which nothing is taken, though they are understood
    constants:                      # the same for every row
      title: Recommendations of the second cycle
      publisher: Steppe Lawyers

What is not mapped is left out and named in the report; nothing is guessed from the look of a cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qalqan.desk.shapes import SHAPES
from qalqan.errors import WrongCall

KINDS = ("recommendation", "clause", "act", "pattern", "step", "provision", "standard", "situation", "treaty")
# Steps of one process, under the name that a table of them has: what is followed need not be said in every row.
OF_A_PROCESS = {"visit": "visit", "law": "bill"}
PUBLICATION = ("title", "publisher", "published", "url", "language", "document_symbol", "work_kind")
OF_EVERY_ROW = ("words", "hedge", "attributed_to")
# A demand stands in a recommendation: its row says which, and may say what that recommendation is.
OF_A_CLAUSE = ("recommendation",)


_OTHERS = {
    "words": gettext_lazy("Its words"), "hedge": gettext_lazy("How sure the source is"),
    "attributed_to": gettext_lazy("Attributed to"), "recommendation": gettext_lazy("Words of its recommendation"),
    "title": gettext_lazy("Publication"), "publisher": gettext_lazy("Publisher"),
    "published": gettext_lazy("Date of publication"), "url": gettext_lazy("Address"), "language": gettext_lazy("Language"),
    "document_symbol": gettext_lazy("Symbol of the document"), "work_kind": gettext_lazy("Kind of publication"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns`: target to heading. `constants`: target to what stands there in every row. `ignore`: headings that are
    nothing here, whatever they are called."""

    kind: str = "recommendation"
    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    separator: str = ";"
    ignore: tuple[str, ...] = ()

    def value(self, target: str, cells: dict[str, str]) -> str:
        """What a row says of a target; where its column is empty, the constant."""
        heading = self.columns.get(target)
        return (cells.get(heading, "").strip() if heading else "") or self.constants.get(target, "")

    def unused(self, header: Iterable[str]) -> tuple[str, ...]:
        """The headings that nothing is taken from."""
        return tuple(name for name in header if name and name not in self.columns.values())


def targets(kind: str) -> tuple[str, ...]:
    """Everything that a column may be mapped to for a kind of proposal."""
    own = [
        name
        for shape in SHAPES[kind]
        for name in (shape.name, *(f"{shape.name}.{column.name}" for column in shape.columns if column.name != "name"))
    ]
    if kind == "clause":
        own += [*OF_A_CLAUSE, *(shape.name for shape in SHAPES["recommendation"] if shape.name not in own)]
    return (*OF_EVERY_ROW, *own, *(one for one in PUBLICATION if one not in own))


def target_labels(kind: str) -> list[tuple[str, str]]:
    """What a column may be mapped to, as a person calls it."""
    own = {shape.name: shape for shape in (*(SHAPES["recommendation"] if kind == "clause" else ()), *SHAPES[kind])}
    found = []
    for target in targets(kind):
        name, _dot, part = target.partition(".")
        shape = own.get(name)
        if shape is None:
            words = str(_OTHERS[target])
        elif part:
            words = f"{shape.label}: {next(column.label for column in shape.columns if column.name == part)}"
        else:
            words = str(shape.label)
        found.append((target, words))
    return found


def chosen_mapping(before: Mapping, pairs: Iterable[tuple[str, str]]) -> str:
    """A mapping's YAML after a person said of each heading what it is ("" for nothing). Raises WrongCall."""
    columns: dict[str, str] = {}
    ignored = []
    for heading, target in pairs:
        if not target:
            ignored.append(heading)
        elif target in columns:
            raise WrongCall(
                _("“%(one)s” and “%(other)s” are said to be the same: choose one of them.")
                % {"one": columns[target], "other": heading}
            )
        else:
            columns[target] = heading
    told = {"kind": before.kind, "columns": columns, "constants": before.constants, "separator": before.separator}
    return str(yaml.safe_dump({**told, "ignore": ignored}, allow_unicode=True))


def mapping_from(written: str) -> Mapping:
    """A mapping from its YAML. Raises WrongCall for what it may not hold."""
    try:
        told = yaml.safe_load(written)
    except yaml.YAMLError as broken:
        raise WrongCall(_("The mapping is no YAML: look at its colons and indents.")) from broken
    if not isinstance(told, dict) or not set(told) <= {"kind", "columns", "constants", "separator", "ignore"}:
        raise WrongCall(_("A mapping has kind, columns, constants, separator and ignore, and nothing else."))
    named = str(told.get("kind") or "recommendation")
    kind = "step" if named in OF_A_PROCESS else named
    if kind not in KINDS:
        raise WrongCall(
            _("“%(kind)s” cannot be imported: use one of %(kinds)s.")
            % {"kind": kind, "kinds": ", ".join((*KINDS, *OF_A_PROCESS))}
        )
    constants = _words(told.get("constants"))
    if named in OF_A_PROCESS:
        constants = {"process": OF_A_PROCESS[named], **constants}
    left_out = told.get("ignore") or []
    if not isinstance(left_out, list):
        raise WrongCall(_("What is ignored is a list of headings."))
    made = Mapping(
        kind, _words(told.get("columns")), constants, str(told.get("separator") or ";"), tuple(map(str, left_out))
    )
    known = targets(kind)
    for target in (*made.columns, *made.constants):
        if target not in known:
            raise WrongCall(
                _("“%(target)s” is nothing that a %(kind)s has: use some of %(targets)s.")
                % {"target": target, "kind": kind, "targets": ", ".join(known)}
            )
    return made


def mapping_with(written: str, *, kind: str = "", title: str = "", publisher: str = "") -> Mapping:
    """The mapping of a file, or of none, with what was said beside it. Raises WrongCall."""
    made = mapping_from(written) if written.strip() else mapping_from(f"kind: {kind or 'recommendation'}")
    if kind and kind != made.kind and written.strip():
        made = mapping_from(yaml.safe_dump({**yaml.safe_load(written), "kind": kind}))
    said = {name: value.strip() for name, value in (("title", title), ("publisher", publisher)) if value.strip()}
    return replace(made, constants={**made.constants, **said})


def matched(header: Iterable[str], given: Mapping) -> Mapping:
    """The mapping with the columns that the headings tell by themselves; what was given stays as given."""
    known = targets(given.kind)
    columns = dict(given.columns)
    for heading in header:
        for target in () if heading in given.ignore else _meanings(heading):
            if target in known and target not in columns and heading not in columns.values():
                columns[target] = heading
    return replace(given, columns=columns)


def _meanings(heading: str) -> tuple[str, ...]:
    folded = _folded(heading)
    return (*_headings().get(folded, ()), heading.strip().lower().replace(" ", "_"))


@cache
def _headings() -> dict[str, tuple[str, ...]]:
    told: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("headings.yaml").read_text("utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for target, words in told.items():
        for word in words:
            found[_folded(word)] = (*found.get(_folded(word), ()), target)
    return found


def _folded(heading: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in heading.casefold()).split())


def _words(told: Any) -> dict[str, str]:
    if told is not None and not isinstance(told, dict):
        raise WrongCall(_("Columns and constants are written as “what it is: heading”, one a line."))
    return {str(name): str(value) for name, value in (told or {}).items() if value is not None}
