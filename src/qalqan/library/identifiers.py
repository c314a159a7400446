"""Short permanent identifiers, and every address and identifier under which a work was known: all lead to it for ever.

A work's permanent id is 26 random letters; the first of them, as many as tell it apart, are its short identifier. Old
addresses (of copies and captures, of the page a host asks to cite), symbols and aliases given by hand resolve to the work.
A passage keeps its key in a later reading of the same copy, and is re-found by its words in a corrected copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from qalqan.errors import WrongCall
from qalqan.library.models import Passage, Text, Work, WorkAlias
from qalqan.safety import audit
from qalqan.safety.access import demand, visible
from qalqan.safety.entries import Levelled
from qalqan.sources.models import Capture
from qalqan.texts.anchors import Anchor, refind
from qalqan.texts.citation.facts import cited_address, one_line
from qalqan.texts.citation.passage import hash_of_words

SHORT = 8  # letters: 40 random bits
LONGEST_KEY = 200
_ALIKE = 75.0  # of 100: a corrected passage is still the same one


@dataclass(frozen=True, slots=True)
class Refound:
    """Where a cited passage stands now. `corrected`: its words are no longer exactly those that were cited."""

    passage: Passage
    corrected: bool


def short_id(entry: Levelled) -> str:
    """The first letters of the permanent id: eight, or as many more as tell it apart from others of its kind."""
    kind, whole = type(entry)._default_manager, entry.permanent_id
    for length in range(SHORT, len(whole)):
        if not kind.filter(permanent_id__startswith=whole[:length]).exclude(pk=entry.pk).exists():
            return whole[:length]
    return whole


def addresses_of(work: Work, account: Any) -> tuple[str, ...]:
    """Every address and identifier of a work that the account may see: of its copies and captures, and its aliases."""
    copies = [text.copy_id for text in visible(visible(work.texts.all(), account), account, through="copy")]
    captured = Capture.objects.filter(copy__in=copies).exclude(url="").values_list("url", flat=True)
    own = [text.copy.url for text in work.texts.select_related("copy") if text.copy_id in copies]
    given = work.aliases.values_list("value", flat=True)
    every = [cited_address(url) for url in (work.source_url, *own, *captured) if url]
    return tuple(dict.fromkeys([*every, *([work.symbol] if work.symbol else []), *given]))


def titles_of(work: Work, account: Any) -> tuple[str, ...]:
    """The titles that its copies print, the work's own first."""
    return tuple(dict.fromkeys([work.title, *(text.title for text in visible(work.texts.all(), account))]))


def find_work(written: str, account: Any) -> Work | None:
    """The work that an identifier or address leads to, of those the account may see; None where it leads to none."""
    key = key_of(written)
    if not key:
        return None
    works = visible(Work.objects.all(), account)
    if len(key) >= SHORT and key.isalnum():
        found = list(works.filter(permanent_id__startswith=key)[:2])
        if len(found) == 1:
            return found[0]
    by_name = works.filter(Q(aliases__key=key) | Q(symbol__iexact=one_line(written))).order_by("pk").first()
    return by_name or _by_address(key, works, account)


def add_alias(work: Work, value: str, account: Any) -> WorkAlias:
    """An address or identifier under which the work was known elsewhere. Given twice, it is there once.

    Raises NotAllowed, WrongCall for an empty one or one that leads to another work.
    """
    demand(account, "change", work)
    key = key_of(value)
    if not key:
        raise WrongCall(_("Write the address or identifier; nothing was changed."))
    other = find_work(value, account)
    if other is not None and other.pk != work.pk:
        raise WrongCall(_("This address leads to another publication: relate the two publications instead."))
    with transaction.atomic():
        alias, made = WorkAlias.objects.get_or_create(
            work=work, key=key, defaults={"value": one_line(value), "stated_by": account, "stated_at": timezone.now()}
        )
        if made:
            audit.log("alias-added", work.permanent_id, account=account, level=work.level)
    return alias


def key_of(written: str) -> str:
    """An address or identifier as it is compared: without scheme, www, trails and case."""
    written = one_line(written)
    if "://" not in written:
        return written.casefold()[:LONGEST_KEY]
    try:
        parts = urlsplit(cited_address(written))
    except ValueError:
        return written.casefold()[:LONGEST_KEY]
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}".casefold()[:LONGEST_KEY]


def find_passage(text: Text, pin: str) -> Refound | None:
    """The passage of a pin as citations print it: "p12", "12", "12, words 3fa9c2d1" or "p12~3fa9c2d1"."""
    number, _comma, rest = pin.strip().lower().replace("~", ",").partition(",")
    cited = rest.split()[-1] if rest.split() else ""
    key = number.strip().removeprefix("p")
    passage = text.passages.filter(key=f"p{key}").first()
    if passage is None:
        return None
    return Refound(passage, bool(cited) and hash_of_words(passage.words) != cited)


def refind_passage(passage: Passage, text: Text) -> Refound | None:
    """The same passage in another copy or a corrected text: by its words, else by those most like them; or None."""
    body = passage.text.body
    anchor = refind(Anchor.at(body, passage.start, passage.end), text.body)
    listed = list(text.passages.order_by("start"))
    if anchor is not None:
        at = next((one for one in reversed(listed) if one.start <= anchor.start), None)
        if at is not None and anchor.start < at.end:
            return Refound(at, corrected=False)
    words = one_line(passage.words)
    alike = [(fuzz.ratio(words, one_line(text.body[one.start : one.end])), -one.start, one) for one in listed]
    best = max(alike, key=lambda row: row[:2], default=None)
    return Refound(best[2], corrected=True) if best is not None and best[0] >= _ALIKE else None


def _by_address(key: str, works: Any, account: Any) -> Work | None:
    """By an address of a copy or capture. The last part of the path narrows, the whole key decides."""
    path = key.partition("/")[2]
    tail = (path if len(path) > SHORT else key)[-60:]
    if len(tail) < 3:
        return None
    for work in works.filter(Q(source_url__icontains=tail) | Q(cite_as__icontains=tail)).order_by("pk")[:50]:
        if key in {key_of(work.source_url), *(key_of(word.strip("<>")) for word in work.cite_as.split())}:
            return work  # type: ignore[no-any-return]
    texts = visible(Text.objects.filter(work__in=works), account)
    texts = visible(texts, account, through="copy")
    near = texts.filter(Q(copy__url__icontains=tail) | Q(copy__captures__url__icontains=tail)).distinct().order_by("pk")
    for text in near.select_related("copy", "work")[:50]:
        if key in {key_of(text.copy.url), *(key_of(one.url) for one in text.copy.captures.all())}:
            return text.work
    return None
