"""Taking in: from the bytes of a file to a catalogued text whose candidates wait for review.

The digest is taken before any parser runs; reading happens in another process; then one transaction holds the copy, the
work, its passages, their index, the candidates and the log. What cannot be read leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction

from qalqan.library.catalogue import catalogue
from qalqan.library.models import Text, Work
from qalqan.library.search import engine
from qalqan.review.apart import read_apart, reading_process
from qalqan.review.queue import propose
from qalqan.safety.access import visible
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
) -> Intake:
    """Reads one file apart and stores it whole or not at all. Raises CannotRead with a sentence that names the file."""
    held = _held(data, account)
    if held is not None:
        with transaction.atomic():
            copy = capture(data, name, account=account, url=url, publisher=publisher)
        return Intake(held.work, held, copy, 0, already=True)
    if process is None:
        with reading_process() as process:
            read = read_apart(process, data, name)
    else:
        read = read_apart(process, data, name)
    # Sealed and on the disk before the transaction: the one writer waits for no original.
    kept = store.keep(data, name)
    with transaction.atomic():
        copy = register(kept, name, account=account, url=url, publisher=publisher)
        # Somebody else may have taken in the same file while this one was read.
        held = _held(data, account)
        if held is not None:
            return Intake(held.work, held, copy, 0, already=True)
        text = catalogue(
            copy, read, account, publisher=publisher, published=published, countries=tuple(countries), url=url
        )
        engine.index(text)
        # The same words in another copy are the same work: what they say was proposed with the first.
        same = text.work.texts.filter(body_sha256=text.body_sha256).exclude(pk=text.pk).exists()
        proposed = 0 if same else propose(text, read["candidates"], account)
    return Intake(text.work, text, copy, proposed, already=False)


def _held(data: bytes, account: Any) -> Text | None:
    """The text of these bytes, if the account may see it: what is hidden must not be learnt by adding it again."""
    held = visible(Text.objects.filter(copy__sha256=sha256(data).hexdigest()), account)
    return visible(held, account, through="work").order_by("-reading").first()
