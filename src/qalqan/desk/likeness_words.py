"""Why two demands are taken for one, in the reader's language: the pure core tells it in English and names the words."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_SAME = re.compile(r"the same (\d+) words")
_SHARED = re.compile(r"(\d+) of (\d+) words shared")
_LISTED = re.compile(r"(left out|added|in another form): (.*?)(?: and (\d+) more)?")


def likeness_words(why: str) -> str:
    """`why` of `extraction.likeness`; what has another form is given back as it is."""
    return "; ".join(_told(part) for part in why.split("; "))


def _told(part: str) -> str:
    if same := _SAME.fullmatch(part):
        number = int(same[1])
        return ngettext("the same %(num)d word", "the same %(num)d words", number) % {"num": number}
    if shared := _SHARED.fullmatch(part):
        return _("%(shared)s of %(every)s words shared") % {"shared": shared[1], "every": shared[2]}
    if listed := _LISTED.fullmatch(part):
        heads = {"left out": _("left out"), "added": _("added"), "in another form": _("in another form")}
        more = " " + _("and %(number)s more") % {"number": listed[3]} if listed[3] else ""
        return f"{heads[listed[1]]}: {listed[2]}{more}"
    if part == "only small words or their order differ":
        return _("only small words or their order differ")
    return part
