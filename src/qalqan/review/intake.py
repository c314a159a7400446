"""Taking in: from the bytes of a file to a catalogued text whose candidates wait for review.

The digest is taken before any parser runs; reading happens in another process; then one transaction holds the copy, the
work, its passages, their index, the candidates and the log. What cannot be read leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from qalqan.library.catalogue import catalogue
from qalqan.library.models import Text, Work
from qalqan.library.search import engine
from qalqan.review.apart import accepted, read_apart, reading_process
from qalqan.review.changed_sources import reopen_changed
from qalqan.review.queue import propose
from qalqan.safety import audit
from qalqan.safety.access import same_grants, visible
from qalqan.safety.sandbox import ReadingProcess
from qalqan.sources import store
from qalqan.sources.capture import capture, register
from qalqan.sources.models import Copy


@dataclass(frozen=True)
class Intake:
    """What taking a file in gave. `already`: the same bytes were held before, and nothing was read again."""

    work: Work
    text: Text
    copy: Copy
    proposed: int
    already: bool


def take_in(
    data: bytes,
    name: str,
    account: Any,
    *,
    url: str = "",
    publisher: str = "",
    published: str = "",
    countries: Sequence[str] = (),
    process: ReadingProcess | None = None,
    answer: dict[str, Any] | None = None,
    channel: str = "file",
    captured_at: datetime | None = None,
) -> Intake:
    """Reads one file apart and stores it whole or not at all. Raises CannotRead with a sentence that names the file.

    `answer` is what a reading process has answered for these bytes, where many were asked at once (`bulk.py`).
    """
    captured = {
        "name": name, "account": account, "url": url, "publisher": publisher, "channel": channel,
        "captured_at": captured_at,
    }  # fmt: skip
    held = _held(data, account) if answer is None else None
    if held is not None:
        with transaction.atomic():
            copy = capture(data, **captured)
        return Intake(held.work, held, copy, 0, already=True)
    read = accepted(answer, name) if answer is not None else _read(data, name, process)
    # Sealed and on the disk before the transaction: the one writer waits for no original.
    kept = store.keep(data, name)
    stated = {"publisher": publisher, "published": published, "countries": tuple(countries), "url": url}
    with transaction.atomic(), _turn_of(account):
        copy = register(kept, **captured)
        # Somebody else may have taken in the same file while this one was read.
        held = _held(data, account)
        if held is not None:
            return Intake(held.work, held, copy, 0, already=True)
        text = catalogue(copy, read, account, **stated)
        engine.index(text)
        # The same words in another copy are the same work: what they say was proposed with the first.
        same = text.work.texts.filter(body_sha256=text.body_sha256).exclude(pk=text.pk).exists()
        proposed = 0 if same else propose(text, read["candidates"], account)
        reopen_changed(text, account)
    return Intake(text.work, text, copy, proposed, already=False)


@contextmanager
def _turn_of(account: Any) -> Iterator[None]:
    """Nobody else writes from here on, so that what the account may do is looked up once."""
    audit.take_turn()
    with same_grants(account):
        yield


def is_held(data: bytes, account: Any) -> bool:
    """Whether these bytes were taken in before, as far as the account may know: they need not be read then."""
    return _held(data, account) is not None


def _read(data: bytes, name: str, process: ReadingProcess | None) -> dict[str, Any]:
    if process is not None:
        return read_apart(process, data, name)
    with reading_process() as own:
        return read_apart(own, data, name)


def _held(data: bytes, account: Any) -> Text | None:
    """The text of these bytes, if the account may see it: what is hidden must not be learnt by adding it again."""
    same = Text.objects.filter(copy__sha256=sha256(data).hexdigest())
    if not same.exists():
        return None
    held = visible(same, account)
    return visible(held, account, through="work").order_by("-reading").first()
