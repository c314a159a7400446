"""Capturing: a file or some bytes become a Copy, hashed before anything reads them.

    copy = capture(Path("statement.pdf"), url="https://…", publisher="…", account=account, channel="file")

`keep` (store) does the slow part outside any transaction; `register` is the short transaction with the log. `capture`
is both. A copy that was acknowledged is on disk and in the database; one that was not leaves at most a sealed file that
the next capture of the same bytes takes over.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from django.db import transaction
from django.utils import timezone

from qalqan.errors import NotAllowed
from qalqan.safety import audit
from qalqan.safety.access import may
from qalqan.safety.models import Account
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
) -> Copy:
    """The copy of these bytes; one that is held already is returned again, with the new capture noted beside it.

    Raises NotAllowed, EmptyFile, TooLarge, DiskFull.
    """
    check_may_add(account)
    name = name or (source.name if isinstance(source, Path) else "")
    kept = store.keep(source, name)
    return _enter(kept, name, account, url, publisher, channel, media_type)


def register(
    kept: store.Kept,
    name: str = "",
    *,
    account: Account,
    url: str = "",
    publisher: str = "",
    channel: str = "file",
    media_type: str = "",
) -> Copy:
    """Enters kept bytes into the database, in one transaction with the log. Raises NotAllowed."""
    check_may_add(account)
    return _enter(kept, name, account, url, publisher, channel, media_type)


def _enter(
    kept: store.Kept, name: str, account: Account, url: str, publisher: str, channel: str, media_type: str
) -> Copy:
    now = timezone.now()
    said = {"url": url, "publisher": publisher, "claimed_name": name[-255:], "channel": channel}
    with transaction.atomic():
        copy, is_new = Copy.objects.get_or_create(
            sha256=kept.sha256,
            defaults={
                **said,
                "size": kept.size,
                "media_type": media_type or media_type_of(kept.head, name),
                "captured_at": now,
                "captured_by": account,
                "created_by": account,
            },
        )
        Capture.objects.create(copy=copy, at=now, by=account, **said)
        verb = "captured" if is_new else "captured-again"
        audit.log(verb, copy.permanent_id, account=account, level=copy.level)
    return cast(Copy, copy)


def original(copy: Copy) -> bytes:
    """The bytes of the copy, checked against its digest. Raises NotFound, DamagedFile."""
    return store.original(copy.sha256)


def original_chunks(copy: Copy) -> Iterator[bytes]:
    """The same in chunks of 1 MiB."""
    return store.read_chunks(copy.sha256)


def check_may_add(account: Account) -> None:
    if not may(account, "add", Copy):
        raise NotAllowed("This account may not take in publications; ask an operator for the editor's role.")
