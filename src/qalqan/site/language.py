"""A page's language: its catalogue, its words for codes, its way of writing dates and numbers.

Takes a language code; gives a Language. Codes get their words from the vocabularies, sentences from the catalogue of
`locale/`. English is the source; a string without a translation is shown in English, never as a gap.
"""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date, get_month_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from qalqan import vocabularies
from qalqan.errors import UnknownTerm
from qalqan.site.rows import ProcessRow
from qalqan.texts.edtf import bounds

LANGUAGES = ("en", "ru")
UNNAMED = "Legislation not named in the source"
_LOCALE = Path(__file__).parent / "locale"


@dataclass(frozen=True)
class Language:
    """What a page asks of its language."""

    code: str
    catalogue: gettext.NullTranslations

    def say(self, message: str, **values: object) -> str:
        """The sentence in this language, with its values put in."""
        said = self.catalogue.gettext(message)
        return said % values if values else said

    def say_many(self, one: str, many: str, count: int, **values: object) -> str:
        """The sentence for a count, with `%(num)s` written as the language writes numbers."""
        return self.catalogue.ngettext(one, many, count) % {"num": self.number(count), **values}

    def label(self, scheme: str, code: str | None) -> str:
        """The word for a code; the code itself, spelled out, where the vocabulary has none."""
        if not code:
            return ""
        try:
            return vocabularies.label(scheme, code, self.code)
        except UnknownTerm:
            return code.rpartition("/")[2].replace("-", " ").lower() if code.isascii() else code

    def country(self, code: str | None) -> str:
        if not code:
            return ""
        for scheme in ("countries", "country-groups"):
            try:
                return vocabularies.label(scheme, code, self.code)
            except UnknownTerm:
                continue
        return code

    def title(self, title: str, kind: str = "") -> str:
        """The title of a law or of what is followed; one that no source gives is told in this language.

        The record keeps such a law under one English sentence, and such a process under the code of its `kind`.
        """
        if title == UNNAMED:
            return self.say("Legislation not named in the source")
        return self.label("processes", kind) if title == kind else title

    def subject_of(self, process: ProcessRow) -> str:
        """What a process is about."""
        return self.title(process.subject_title, process.kind)

    def stage(self, process_kind: str, code: str) -> str:
        return self.label("stages", f"{process_kind}/{code}")

    def number(self, value: float) -> str:
        return str(format_decimal(value, locale=self.code))

    def day(self, day: date) -> str:
        """21 July 2014."""
        return format_date(day, "d MMMM y", locale=self.code)

    def month(self, day: date) -> str:
        """May 2014, as it stands alone."""
        return format_date(day, "LLLL y", locale=self.code)

    def when(self, edtf: str | None) -> str:
        """An EDTF date in words, no more precise than it is: "May 2014", "20–21 May 2014", "about 2004"."""
        if not edtf:
            return self.say("no date")
        start, slash, end = edtf.partition("/")
        if not slash:
            return self._when_one(start)
        if start in ("", ".."):
            return self.say("until %(date)s", date=self.when_after(end))
        if end in ("", ".."):
            return self.say("since %(date)s", date=self.when_after(start))
        return self._when_between(start, end)

    def when_after(self, edtf: str | None) -> str:
        """The date as it stands after "since", "until" and "about": in Russian a lone month changes its ending."""
        first, last = bounds(edtf)
        if edtf and first and last and edtf.count("-") == 1 and first.month == last.month and first != last:
            return format_date(first, "MMMM y", locale=self.code)
        return self.when(edtf)

    def _when_one(self, text: str) -> str:
        plain = text.rstrip("?~%")
        first, _ = bounds(plain)
        if first is None:
            return text
        words = self._words_of(plain, first)
        if text.endswith("~"):
            return self.say("about %(date)s", date=self.when_after(plain))
        if text.endswith(("?", "%")):
            return self.say("perhaps %(date)s", date=words)
        return words

    def _words_of(self, plain: str, first: date) -> str:
        parts = plain.replace("-XX", "").split("-")
        if "X" in parts[0]:
            return self.say("the %(decade)ss", decade=parts[0].replace("X", "0"))
        if len(parts) == 1:
            return parts[0]
        if len(parts) == 2:
            return f"{_season(self, parts[1])} {parts[0]}" if int(parts[1]) > 12 else self.month(first)
        return self.day(first)

    def _when_between(self, start: str, end: str) -> str:
        first, last = bounds(start)[0], bounds(end)[0]
        days = start.count("-") == end.count("-") == 2
        if first and last and days and (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.day(last)}"
        if first and last and days and first.year == last.year:
            return f"{format_date(first, 'd MMMM', locale=self.code)} – {self.day(last)}"
        return f"{self._when_one(start)} – {self._when_one(end)}"

    def short_day(self, day: date) -> str:
        """21 Jul 2014, for narrow places."""
        month = str(get_month_names("abbreviated", locale=self.code)[day.month]).rstrip(".")
        return f"{day.day} {month} {day.year}"

    def short_month(self, day: date) -> str:
        """Jul 2014, as it stands alone in narrow places."""
        month = str(get_month_names("abbreviated", locale=self.code, context="stand-alone")[day.month]).rstrip(".")
        return f"{month} {day.year}"


def _season(language: Language, code: str) -> str:
    seasons = {
        "21": language.say("spring"),
        "22": language.say("summer"),
        "23": language.say("autumn"),
        "24": language.say("winter"),
    }
    return seasons.get(code, code)


@cache
def language(code: str) -> Language:
    """The language of this code; one of LANGUAGES."""
    return Language(code, _catalogue(code))


def _catalogue(code: str) -> gettext.NullTranslations:
    """The compiled catalogue, or the written one compiled here: a checkout works before anything was built."""
    folder = _LOCALE / code / "LC_MESSAGES"
    if (folder / "site.mo").is_file():
        return gettext.GNUTranslations(io.BytesIO((folder / "site.mo").read_bytes()))
    if (folder / "site.po").is_file():
        compiled = io.BytesIO()
        write_mo(compiled, read_po(io.BytesIO((folder / "site.po").read_bytes()), locale=code))
        compiled.seek(0)
        return gettext.GNUTranslations(compiled)
    return gettext.NullTranslations()
