"""Citations in the styles of `styles/*.csl`: a small reader of the Citation Style Language, for those of its words we use.

The files are plain CSL 1.0 and work in any program that reads it. They are read here by our own hand because the reader
that exists takes 14 ms a citation (an edition of 10,000 publications in four styles: nine minutes) and stops at an
interval of days. Known are: macro, group, choose, text, names, date; what a file uses beyond them is refused at reading.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from qalqan.texts.citation.dates import month_named

_FOLDER = Path(__file__).parent / "styles"
_SPACE = "{http://purl.org/net/xbiblio/csl}"
_QUOTES = {"en-GB": "‘’", "en-US": "“”", "ru-RU": "«»"}
_AND = {"en": " and ", "ru": " и "}
_ENDS = ".?!…"


@dataclass(frozen=True, slots=True)
class _Set:
    """What a part of a style gives: its words, whether it asked for anything, and whether anything of that was there."""

    words: str = ""
    asked: bool = False
    found: bool = False


_Part = Callable[[dict[str, Any]], _Set]


@dataclass(frozen=True, slots=True)
class Style:
    """A style as read: its name as readers know it, and how it sets a CSL item."""

    code: str
    title: str
    layout: _Part

    def cite(self, item: dict[str, Any]) -> str:
        """The citation of a CSL-JSON item; "locator" in it is the number of a passage. Titles in italics stand in *stars*."""
        return self.layout(item).words


@cache
def style(code: str) -> Style:
    """The style of this code, read once. Raises ValueError for a file that uses words of CSL which are not known here."""
    # Our own files, never a stranger's.
    root = ElementTree.parse(_FOLDER / f"{code}.csl").getroot()  # noqa: S314
    reader = _Reader(root)
    layout = root.find(f"{_SPACE}citation/{_SPACE}layout")
    title = root.findtext(f"{_SPACE}info/{_SPACE}title")
    if layout is None or not title:
        raise ValueError(f"{code}.csl has no title or no layout of a citation")
    return Style(code, title, reader.joined(layout))


class _Reader:
    """Turns the elements of one file into functions, so that nothing is looked up in the file again."""

    def __init__(self, root: ElementTree.Element) -> None:
        locale = root.get("default-locale", "en-US")
        self._quotes, self._language = _QUOTES[locale], locale[:2]
        self._macros = {macro.get("name"): macro for macro in root.iter(f"{_SPACE}macro")}

    def part(self, element: ElementTree.Element) -> _Part:
        name = element.tag.removeprefix(_SPACE)
        known: dict[str, Callable[[ElementTree.Element], _Part]] = {
            "group": self._group,
            "choose": self._choice,
            "text": self._text,
            "names": self._names,
            "date": self._date,
        }
        if name not in known:
            raise ValueError(f"a style uses “{name}”, which is not known here")
        return self._framed(element, known[name](element))

    def joined(self, element: ElementTree.Element) -> _Part:
        """The parts inside, with the delimiter between those that give words."""
        parts, delimiter = [self.part(child) for child in element], element.get("delimiter", "")

        def join(item: dict[str, Any]) -> _Set:
            given = [part(item) for part in parts]
            words = ""
            for one in given:
                if one.words:
                    words = f"{words}{_between(words, delimiter)}{one.words}" if words else one.words
            return _Set(words, any(one.asked for one in given), any(one.found for one in given))

        return self._framed(element, join)

    def _group(self, element: ElementTree.Element) -> _Part:
        inside = self.joined(_without_frame(element))

        def group(item: dict[str, Any]) -> _Set:
            given = inside(item)
            return _Set(asked=True) if given.asked and not given.found else given

        return group

    def _choice(self, element: ElementTree.Element) -> _Part:
        branches = [(_condition(branch), self.joined(branch)) for branch in element]

        def choose(item: dict[str, Any]) -> _Set:
            return next((branch(item) for holds, branch in branches if holds(item)), _Set())

        return choose

    def _text(self, element: ElementTree.Element) -> _Part:
        macro, value, variable = element.get("macro"), element.get("value"), element.get("variable", "")
        if macro is not None:
            return self.joined(self._macros[macro])
        if value is not None:
            return lambda item: _Set(value)
        return lambda item: _said(item.get(variable))

    def _names(self, element: ElementTree.Element) -> _Part:
        name, variable = element.find(f"{_SPACE}name"), element.get("variable", "")
        delimiter = name.get("delimiter", ", ") if name is not None else ", "
        how = name.get("delimiter-precedes-last", "contextual") if name is not None else "contextual"
        last = {"text": _AND[self._language], "symbol": " & ", None: delimiter}[
            name.get("and") if name is not None else None
        ]

        def names(item: dict[str, Any]) -> _Set:
            listed = [one["literal"] for one in item.get(variable, ())]
            if len(listed) < 2:
                return _said("".join(listed))
            before_last = how == "always" or (how == "contextual" and len(listed) > 2)
            joint = f"{delimiter.rstrip()}{last}" if before_last and last != delimiter else last
            return _said(f"{delimiter.join(listed[:-1])}{joint}{listed[-1]}")

        return names

    def _date(self, element: ElementTree.Element) -> _Part:
        parts = [(p.get("name", ""), p.get("form", ""), p.get("suffix", "")) for p in element]
        variable, language = element.get("variable", ""), self._language
        return lambda item: _said(_dated((item.get(variable) or {}).get("date-parts") or [], parts, language))

    def _framed(self, element: ElementTree.Element, inside: _Part) -> _Part:
        """Quotation marks, italics, and what stands before and after; nothing around nothing."""
        before, after = element.get("prefix", ""), element.get("suffix", "")
        if element.get("quotes") == "true":
            before, after = before + self._quotes[0], self._quotes[1] + after
        if element.get("font-style") == "italic":
            before, after = f"{before}*", f"*{after}"
        if not before and not after:
            return inside

        def framed(item: dict[str, Any]) -> _Set:
            given = inside(item)
            if not given.words:
                return given
            closing = after[1:] if after[:1] == "." and given.words.endswith(".") else after
            return _Set(f"{before}{given.words}{closing}", given.asked, given.found)

        return framed


def _without_frame(element: ElementTree.Element) -> ElementTree.Element:
    """A group's prefix and suffix are set by `part`, not again inside."""
    bare = ElementTree.Element(element.tag, {"delimiter": element.get("delimiter", "")})
    bare.extend(list(element))
    return bare


def _said(words: Any) -> _Set:
    return _Set(str(words), asked=True, found=True) if words else _Set(asked=True)


def _between(words: str, delimiter: str) -> str:
    """A full stop is not set after what ends in a stop of its own."""
    ended = words.rstrip("*’”»").endswith(tuple(_ENDS))
    return delimiter[1:] if delimiter.startswith(".") and ended else delimiter


def _condition(branch: ElementTree.Element) -> Callable[[dict[str, Any]], bool]:
    if branch.tag == f"{_SPACE}else":
        return lambda item: True
    kinds, variable, uncertain = branch.get("type"), branch.get("variable"), branch.get("is-uncertain-date")
    if kinds is not None:
        listed = kinds.split()
        return lambda item: item.get("type") in listed
    if variable is not None:
        return lambda item: bool(item.get(variable))
    if uncertain is not None:
        return lambda item: bool((item.get(uncertain) or {}).get("circa"))
    raise ValueError("a style asks a condition that is not known here")


def _dated(ends: list[list[int]], parts: list[tuple[str, str, str]], language: str) -> str:
    """One date, or an interval with nothing said twice: "20–21 May 2014", "30 May–2 June 2014"."""
    if not ends:
        return ""
    one, other = ends[0], ends[-1]
    if one == other:
        return _whole(one, parts, language)
    if one[:2] == other[:2] and len(one) == len(other) == 3:
        return _whole(other, parts, language, day=f"{one[2]}–{other[2]}")
    first, last = _whole(one, parts, language), _whole(other, parts, language)
    if one[0] == other[0]:
        first = _whole(one, [part for part in parts if part[0] != "year"], language)
    return f"{first}–{last}" if first and first != last else last


def _whole(known: list[int], parts: list[tuple[str, str, str]], language: str, day: str = "") -> str:
    words, suffix = "", ""
    for said, after in _parts_said(known, parts, language, day):
        words, suffix = f"{words}{suffix}{said}", after
    return words + (suffix if suffix not in (" ", ", ", ".") else "")


def _parts_said(
    known: list[int], parts: list[tuple[str, str, str]], language: str, day: str
) -> Iterator[tuple[str, str]]:
    for name, form, suffix in parts:
        place = ("year", "month", "day").index(name)
        if place >= len(known):
            continue
        number = known[place]
        if name == "day" and day:
            yield day, suffix
        elif name == "month" and not form:
            yield month_named(number, language), suffix
        else:
            yield f"{number:02d}" if form == "numeric-leading-zeros" else str(number), suffix
