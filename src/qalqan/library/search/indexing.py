"""Making a text findable, and erasing it from the index."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from django.db import connection, transaction
from django.utils.translation import gettext as _

from qalqan.errors import NotAllowed
from qalqan.library.models import NameForm, Text
from qalqan.library.search import analysis
from qalqan.library.search.database import index_engine
from qalqan.library.search.rows import Row, rows_of, stored
from qalqan.library.search.showing import NOT_INDEXED
from qalqan.safety.levels import SEALED
from qalqan.texts.words import Keys, words_in


def index(text: Text) -> None:
    """Makes a text findable, in place of what was indexed of it before and of earlier readings of its copy.

    Raises NotAllowed for a sealed text: sealed words are in no index.
    """
    if SEALED in (text.level, text.work.level):
        raise NotAllowed(_("A sealed text is in no index; it is found by whoever opens it."))
    with transaction.atomic():
        if text.reading > 1:
            for earlier in Text.objects.filter(copy=text.copy_id, reading__lt=text.reading).only("pk"):
                drop(earlier)
        drop(text)
        names: set[tuple[str, str]] = set()
        index_engine().put(text.pk, list(_rows(text, names)))
        _write_names(text, names)


def drop(text: Text) -> None:
    """Erases a text from the index; one that is not there is no error."""
    with transaction.atomic():
        index_engine().drop(text.pk)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {NameForm._meta.db_table} WHERE text_id = %s", [text.pk])  # noqa: S608


def _write_names(text: Text, names: set[tuple[str, str]]) -> None:
    # A hundred names a text: model instances would cost more than the rest of indexing.
    table = NameForm._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table}(text_id, key, form) VALUES (%s, %s, %s)",  # noqa: S608 (a constant)
            [(text.pk, key, form) for key, form in sorted(names)],
        )


def _rows(text: Text, names: set[tuple[str, str]]) -> Iterator[Row]:
    titles = " \n ".join(dict.fromkeys((text.title, text.work.title)))
    yield from rows_of(text.pk, 0, list(map(_stored_in(text.language or None).__getitem__, words_in(titles))))
    written: dict[str | None, set[str]] = {}  # by language, outside of headings
    for ordinal, (kind, start, end, language) in enumerate(_passages(text), 1):
        if kind in NOT_INDEXED:
            continue
        language = language or text.language or None
        words = words_in(text.body[start:end])
        yield from rows_of(text.pk, ordinal, list(map(_stored_in(language).__getitem__, words)))
        if kind != "heading":
            written.setdefault(language, set()).update(words)
    for language, words in written.items():
        names.update(analysis.names_among(words, language))


def _passages(text: Text) -> list[tuple[str, int, int, str]]:
    # Rows and not models: there are hundreds, and four of their facts are wanted.
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT kind, start, "end", language FROM library_passage WHERE text_id = %s ORDER BY start, id', [text.pk]
        )
        found: list[tuple[str, int, int, str]] = cursor.fetchall()
    return found


class _Stored(Keys):
    """Keys as the index stores them."""

    def __missing__(self, word: str) -> str:
        made = self[word] = stored(super().__missing__(word))
        return made


@cache
def _stored_in(language: str | None) -> _Stored:
    return _Stored(language)
