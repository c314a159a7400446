"""Capturing: a file or some bytes become a Copy, hashed before anything reads them.

    copy = capture(Path("statement.pdf"), url="https://…", publisher="…", account=account, channel="file")

`keep` (store) does the slow part outside any transaction; `register` is the short transaction with the log. `capture`
is both. A copy that was acknowledged is on disk and in the database; one that was not leaves at most a sealed file that
the next capture of the same bytes takes over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.errors import NotAllowed
from qalqan.safety import audit
from qalqan.safety.access import circles_to_add_in, may, visible
from qalqan.safety.models import Account
from qalqan.safety.rows import insert, insert_one, is_there
from qalqan.sources import store
from qalqan.sources.kinds import media_type_of
from qalqan.sources.models import Capture, Copy


def capture(
    source: Path | bytes,
    name: str = "",
    *,
    account: Account,
    url: str = "",
    publisher: str = "",
    channel: str = "file",
    media_type: str = "",
    captured_at: datetime | None = None,
) -> Copy:
    """The copy of these bytes; one that is held already is returned again, with the new capture noted beside it.

    `captured_at` is when somebody else captured them, where a web archive says it; else it is now. Raises NotAllowed,
    EmptyFile, TooLarge, DiskFull.
    """
    check_may_add(account)
    name = name or (source.name if isinstance(source, Path) else "")
    kept = store.keep(source, name)
    return _enter(kept, name, account, url, publisher, channel, media_type, captured_at)


def register(
    kept: store.Kept,
    name: str = "",
    *,
    account: Account,
    url: str = "",
    publisher: str = "",
    channel: str = "file",
    media_type: str = "",
    captured_at: datetime | None = None,
) -> Copy:
    """Enters kept bytes into the database, in one transaction with the log. Raises NotAllowed."""
    check_may_add(account)
    return _enter(kept, name, account, url, publisher, channel, media_type, captured_at)


def _enter(
    kept: store.Kept,
    name: str,
    account: Account,
    url: str,
    publisher: str,
    channel: str,
    media_type: str,
    captured_at: datetime | None,
) -> Copy:
    # The clock of an archive is believed, but not into the future.
    now = min(captured_at or timezone.now(), timezone.now())
    said = {"url": url, "publisher": publisher, "claimed_name": name[-255:], "channel": channel}
    with transaction.atomic():
        audit.take_turn()  # two people who add the same file at one moment make one copy
        copy = held_copy(kept.sha256, account)
        verb = "captured" if copy is None else "captured-again"
        if copy is None:
            copy = Copy(
                **said,
                sha256=kept.sha256,
                size=kept.size,
                media_type=media_type or media_type_of(kept.head, name),
                captured_at=now,
                captured_by=account,
                created_by=account,
                circle_id=circles_to_add_in(account)[0],
            )
            insert_one(copy)
        insert([Capture(copy=copy, at=now, by=account, **said)])
        audit.log(verb, copy.permanent_id, account=account, level=copy.level)
    return copy


def held_copy(digest: str, account: Account) -> Copy | None:
    """The copy of these bytes in a circle where the account may add. What she may not see is not there for her."""
    if not is_there(Copy, "sha256", digest):  # nearly always; what the account may see takes long to work out
        return None
    held = visible(Copy.objects.filter(sha256=digest, circle__in=circles_to_add_in(account)), account)
    return cast("Copy | None", held.order_by("circle_id", "id").first())


def original(copy: Copy) -> bytes:
    """The bytes of the copy, checked against its digest. Raises NotFound, DamagedFile."""
    return store.original(copy.sha256)


def original_chunks(copy: Copy) -> Iterator[bytes]:
    """The same in chunks of 1 MiB."""
    return store.read_chunks(copy.sha256)


def check_may_add(account: Account) -> None:
    if not may(account, "add", Copy):
        raise NotAllowed(_("This account may not take in publications; ask an operator for the editor's role."))
