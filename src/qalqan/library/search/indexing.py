"""Making a text findable, and erasing it from the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from django.db import connection, transaction
from django.utils.translation import gettext as _

from qalqan.errors import NotAllowed
from qalqan.library.models import PassagePrint, Text
from qalqan.library.search.database import index_engine
from qalqan.library.search.rows import Row, rows_of, stored
from qalqan.library.search.showing import NOT_INDEXED
from qalqan.safety.levels import SEALED
from qalqan.texts.search import asked
from qalqan.texts.search.asked import names_among
from qalqan.texts.words import keys_in, words_in

MOST_KEPT = 200_000  # pieces between blanks whose words are remembered, of one language


def index(text: Text) -> None:
    """Makes a text findable, in place of what was indexed of it before and of earlier readings of its copy.

    Raises NotAllowed for a sealed text: sealed words are in no index.
    """
    index_all([text])


def index_all(texts: Sequence[Text]) -> None:
    """The same for several texts, all or none: FTS5 then writes them down together, which is twice as quick."""
    if any(SEALED in (text.level, text.work.level) for text in texts):
        raise NotAllowed(_("A sealed text is in no index; it is found by whoever opens it."))
    engine = index_engine()
    with transaction.atomic():
        for text in texts:
            if text.reading > 1:
                for earlier in Text.objects.filter(copy=text.copy_id, reading__lt=text.reading).only("pk"):
                    drop(earlier)
            if engine.holds(text.pk):
                engine.drop(text.pk)
        for text in texts:
            names: set[tuple[str, str]] = set()
            engine.put(text.pk, list(_rows(text, names)), names)
        engine.changed()  # last, and once: an ordinary table that is changed makes FTS5 write down what it has


def drop(text: Text) -> None:
    """Erases a text from the index, and the numbers by which copies of it are found; one that is not there is no error."""
    with transaction.atomic():
        index_engine().drop(text.pk)
        PassagePrint.objects.filter(text=text).delete()


def _rows(text: Text, names: set[tuple[str, str]]) -> Iterator[Row]:
    titles = " \n ".join(dict.fromkeys((text.title, text.work.title)))
    yield from rows_of(text.pk, 0, _stored_words(titles.split(), text.language or None))
    body = text.body
    written: dict[str | None, set[str]] = {}  # by language, outside of headings: what stands between two blanks
    for ordinal, (kind, start, end, language) in enumerate(_passages(text), 1):
        if kind in NOT_INDEXED:
            continue
        language = language or text.language or None
        parts = body[start:end].split()
        yield from rows_of(text.pk, ordinal, _stored_words(parts, language))
        if kind != "heading":
            written.setdefault(language, set()).update(parts)
    for language, different in written.items():
        words = set(chain.from_iterable(map(_words_between_blanks.__getitem__, different)))
        names.update(names_among(words, language))


def _passages(text: Text) -> list[tuple[str, int, int, str]]:
    # Rows and not models: there are hundreds, and four of their facts are wanted.
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT kind, start, "end", language FROM library_passage WHERE text_id = %s ORDER BY start, id', [text.pk]
        )
        found: list[tuple[str, int, int, str]] = cursor.fetchall()
    return found


def _stored_words(parts: list[str], language: str | None) -> str:
    return " ".join(filter(None, map(_stored_in(language).__getitem__, parts)))


# No word goes over a blank, so that what stands between two blanks ("(lawyers,") can be cut and stemmed once: most of
# it comes again and again. Dictionaries and no cached functions: this is asked of every word of every text.


class _Words(dict[str, tuple[str, ...]]):
    """The words of what stands between two blanks."""

    def __missing__(self, part: str) -> tuple[str, ...]:
        if len(self) >= MOST_KEPT:
            self.clear()
        made = self[part] = tuple(words_in(part))
        return made


_words_between_blanks = _Words()


class _Stored(dict[str, str]):
    """The same as the index stores it in texts of one language: "(co-operation," is "co oper"."""

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self.known = keys_in(language)

    def __missing__(self, part: str) -> str:
        if len(self) >= MOST_KEPT:
            self.clear()
        words = (stored(self.known[word]) for word in _words_between_blanks[part])
        made = self[part] = " ".join(filter(None, words))
        return made


@cache
def _stored_in(language: str | None) -> _Stored:
    return _Stored(language)


def forget() -> None:
    """Lets go of every word that was remembered of texts: they are locked away."""
    _words_between_blanks.clear()
    _stored_in.cache_clear()
    asked.forget()
