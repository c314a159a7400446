"""The form of a candidate's fields, kind by kind, as `qalqan-extract/1` names them.

A shape tells the page which control to draw and reads the answer back into the same structure, so that what a person
decided can be laid beside what was read. Lists keep two empty rows for what was missed: adding needs no script.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qalqan.record.parties import treaties
from qalqan.vocabularies import scheme, scheme_names, stages_of

SPARE_ROWS = 2
MOST_ROWS = 500  # of one list: a form that claims more is none of ours
# Before the name of each control: an act has a "reason" of its own, and so has the decision on it.
FIELD = "field."


@dataclass(frozen=True, slots=True)
class Shape:
    """One field: its name in the contract, what a person calls it, and how it is written.

    `kind`: line, lines (a list, one a line), long, choice (of `terms`), codes (a list of codes, one a line), yes,
    number, digits (a number as written, such as 2.5), rows (a list of objects with `columns`), date (an object with edtf and basis).
    """

    name: str
    label: str | Promise
    kind: str = "line"
    terms: str = ""
    columns: tuple[Shape, ...] = ()


_NAME = Shape("name", _("Name"))
_COUNTRIES = Shape("countries", _("Countries"), "codes", "countries")
_ADDRESSEES = Shape(
    "addressees",
    _("Addressees"),
    "rows",
    columns=(_NAME, Shape("class", _("Kind"), "choice", "addressee-classes"), _COUNTRIES),
)
_PEOPLE = (
    _NAME,
    Shape("role", _("Role"), "choice", "roles"),
    Shape("kind", _("Kind"), "choice", "actor-kinds"),
    Shape("count", _("Number"), "line"),
)
_DATE = Shape("date", _("Date"), "date", "date-bases")
_ACT = (
    Shape("type", _("What was done"), "choice", "acts"),
    Shape("victims", _("To whom"), "rows", columns=_PEOPLE),
    Shape("perpetrators", _("By whom"), "rows", columns=_PEOPLE),
    Shape("duty_bearers", _("Who was bound to prevent it"), "rows", columns=_PEOPLE),
    Shape("country", _("Country"), "choice", "countries"),
    Shape("place", _("Place")),
    _DATE,
    Shape("reason", _("Reason that was given")),
    Shape("case", _("Case")),
)

SHAPES: Mapping[str, tuple[Shape, ...]] = {
    "recommendation": (
        Shape("number", _("Printed number")),
        Shape("group", _("Heading"), "long"),
        Shape("chapeau", _("Words that introduce it"), "long"),
        Shape("issuers", _("Issuers"), "lines"),
        _ADDRESSEES,
        _COUNTRIES,
        Shape("themes", _("Topics"), "lines"),
        Shape("urgency", _("Urgency")),
        Shape("response", _("Answer of the State")),
    ),
    "clause": (
        Shape("action", _("What is asked"), "long"),
        Shape("category", _("How specific, from 1 to 5"), "number"),
        Shape("negative", _("It asks to refrain or to stop"), "yes"),
        _ADDRESSEES,
        _COUNTRIES,
        Shape("mandates", _("Mandates"), "lines"),
        Shape("precondition", _("Precondition"), "long"),
    ),
    "act": _ACT,
    "pattern": _ACT,
    "step": (
        Shape("process", _("What is followed"), "choice", "processes"),
        Shape("subject", _("Of whom or of what")),
        Shape("stage", _("Stage"), "choice", "stages"),
        _DATE,
        Shape("country", _("Country"), "choice", "countries"),
        Shape("by", _("By whom")),
        Shape("expected", _("It is expected and has not happened"), "yes"),
        Shape("negative", _("The source says that it did not happen"), "yes"),
        Shape("mandate", _("Mandate")),
    ),
    "provision": (
        Shape("instrument", _("Law")),
        Shape("about", _("What it says"), "long"),
        Shape("restriction", _("Restriction"), "choice", "restrictions"),
        Shape("defects", _("Defects"), "codes", "defects"),
        Shape("grounds", _("Grounds for closing an organisation"), "codes", "closure-grounds"),
        Shape("country", _("Country"), "choice", "countries"),
        Shape("number", _("What it counts: the number"), "digits"),
        Shape("unit", _("Of what"), "choice", "quantity-units"),
        Shape("bound", _("At least, at most …"), "choice", "quantity-bounds"),
        Shape("applies_to", _("For whom it counts")),
    ),
    "standard": (
        Shape("instrument", _("Instrument")),
        Shape("article", _("Article")),
        Shape("symbol", _("Symbol")),
    ),
    "situation": (
        Shape("country", _("Country"), "choice", "countries"),
        Shape("trend", _("Direction"), "choice", "trends"),
    ),
    "treaty": (
        Shape("treaty", _("Treaty"), "choice", "instruments"),
        Shape("country", _("Country"), "choice", "countries"),
        Shape("action", _("What the State did"), "choice", "treaty-status"),
        _DATE,
        Shape("articles", _("Articles that it is about")),
        Shape("note", _("Note")),
    ),
    "mention": (_NAME, Shape("type", _("Kind")), Shape("resolves_to", _("Who it is"))),
}


def choices(shape: Shape, fields: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """Codes and their words, for a choice; of stages those of the process that the candidate names."""
    if shape.terms == "stages":
        process = str(fields.get("process") or "")
        if process not in scheme("processes"):
            return []
        return [(term.code.partition("/")[2], term.label(language)) for term in stages_of(process)]
    if shape.terms not in scheme_names():
        return []
    listed = treaties() if shape.name == "treaty" else scheme(shape.terms)
    found = [(term.code, term.label(language)) for term in listed]
    # By name: two hundred countries in the order of their codes are searched, not read.
    return sorted(found, key=lambda one: one[1].casefold()) if shape.terms == "countries" else found


def written(shape: Shape, value: Any) -> str:
    """A plain value as it stands in its control."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "\n".join(_one_line(item) for item in value)
    return _one_line(value)


def _one_line(item: Any) -> str:
    return str(item.get("name", "")) if isinstance(item, Mapping) else str(item)


def read_fields(kind: str, answers: Mapping[str, str], before: Mapping[str, Any]) -> dict[str, Any]:
    """What a person wrote, in the candidate's own structure. A field that the form does not show stays as read."""
    decided = dict(before)
    for shape in SHAPES.get(kind, ()):
        decided[shape.name] = _read(shape, FIELD + shape.name, answers, before.get(shape.name))
    return decided


def _read(shape: Shape, at: str, answers: Mapping[str, str], before: Any) -> Any:
    if shape.kind == "rows":
        return _read_rows(shape, at, answers, before or [])
    if shape.kind == "date":
        return _read_date(at, answers, before)
    if shape.kind == "yes":
        return answers.get(at) == "yes"
    raw = answers.get(at)
    if raw is None:
        return before
    if shape.kind in ("lines", "codes") or isinstance(before, list):
        return _read_lines(raw, before or [])
    text = raw.replace("\r\n", "\n").strip()
    if shape.kind == "number":
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
    # What was read as missing stays missing: an untouched form must not count as a correction.
    return text if text or before == "" else None


def _read_lines(raw: str, before: list[Any]) -> list[Any]:
    known = {_one_line(item): item for item in before}
    lines = [line.strip() for line in raw.replace(",", "\n").splitlines()] if _are_codes(before) else raw.splitlines()
    return [known.get(line.strip(), line.strip()) for line in lines if line.strip()]


def _are_codes(before: list[Any]) -> bool:
    return all(isinstance(item, str) and item.isupper() and len(item) == 3 for item in before) and bool(before)


def _read_rows(shape: Shape, at: str, answers: Mapping[str, str], before: list[Any]) -> list[dict[str, Any]]:
    rows = []
    for index in range(max(len(before), _rows_sent(at, answers))):
        old = before[index] if index < len(before) else {}
        old = old if isinstance(old, Mapping) else {"name": str(old)}
        row = dict(old)
        for column in shape.columns:
            row[column.name] = _read(column, f"{at}.{index}.{column.name}", answers, old.get(column.name))
        if any(row.get(column.name) for column in shape.columns):
            rows.append({name: value for name, value in row.items() if value is not None or name in old})
    return rows


def _rows_sent(at: str, answers: Mapping[str, str]) -> int:
    """How many rows the form had: a form that was drawn again has more than were read."""
    sent = (name[len(at) + 1 :].partition(".")[0] for name in answers if name.startswith(f"{at}."))
    return min(
        MOST_ROWS, max((int(one) + 1 for one in sent if one.isascii() and one.isdecimal() and len(one) < 10), default=0)
    )


def _read_date(at: str, answers: Mapping[str, str], before: Any) -> Any:
    edtf = answers.get(f"{at}.edtf", "").strip()
    basis = answers.get(f"{at}.basis", "").strip()
    old = before if isinstance(before, Mapping) else {}
    same = edtf == (old.get("edtf") or "") and (basis or "none") == (old.get("basis") or "none")
    return before if same else {**old, "edtf": edtf or None, "basis": basis or "none"}
