"""Making a text findable, and erasing it from the index."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from itertools import islice

from django.db import connection, transaction
from django.utils.translation import gettext as _

from qalqan.errors import NotAllowed
from qalqan.library.models import PassagePrint, Text
from qalqan.library.search.database import index_engine
from qalqan.library.search.rows import Row, rows_of
from qalqan.library.search.showing import NOT_INDEXED
from qalqan.safety import keys
from qalqan.safety.levels import SEALED
from qalqan.texts.search.stored import Indexed, Stored, forget, stored_of, stored_of_each

keys.forgotten_with_them(forget)

TOGETHER = 8  # texts whose words are looked at in one go, where another process does it
AHEAD = 3  # such lots begun before they are wanted


def index(text: Text) -> None:
    """Makes a text findable, in place of what was indexed of it before and of earlier readings of its copy.

    Raises NotAllowed for a sealed text: sealed words are in no index.
    """
    index_all([text])


def index_all(texts: Sequence[Text], executor: Executor | None = None) -> None:
    """The same for several texts, all or none: FTS5 then writes them down together, which is twice as quick.

    With an executor the words of texts are cut and stemmed there, while those before them are written here.
    """
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
        words = map(stored_of, map(_indexed, texts)) if executor is None else _stored_elsewhere(texts, executor)
        for text, kept in zip(texts, words, strict=True):
            engine.put(text.pk, list(_rows(text.pk, kept)), kept.names)
        engine.changed()  # last, and once: an ordinary table that is changed makes FTS5 write down what it has


def drop(text: Text) -> None:
    """Erases a text from the index, and the numbers by which copies of it are found; one that is not there is no error."""
    with transaction.atomic():
        index_engine().drop(text.pk)
        PassagePrint.objects.filter(text=text).delete()


def _rows(text: int, kept: Stored) -> Iterator[Row]:
    for number, words in kept.rows:
        yield from rows_of(text, number, words)


def _indexed(text: Text) -> Indexed:
    titles = tuple(dict.fromkeys((text.title, text.work.title)))
    return Indexed(text.body, titles, text.language or None, _passages(text))


def _passages(text: Text) -> list[tuple[int, str, int, int, str]]:
    # Rows and not models: there are hundreds, and four of their facts are wanted.
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT kind, start, "end", language FROM library_passage WHERE text_id = %s ORDER BY start, id', [text.pk]
        )
        rows = cursor.fetchall()
    return [(number, *row) for number, row in enumerate(rows, 1) if row[0] not in NOT_INDEXED]


def _stored_elsewhere(texts: Sequence[Text], executor: Executor) -> Iterator[Stored]:
    """The words of each text, in order. Some lots are begun ahead, so that neither side waits for the other."""
    left = iter(texts)
    begun: deque[Future[list[Stored]]] = deque()
    while True:
        while len(begun) < AHEAD and (lot := [_indexed(text) for text in islice(left, TOGETHER)]):
            begun.append(executor.submit(stored_of_each, lot))
        if not begun:
            return
        yield from begun.popleft().result()
