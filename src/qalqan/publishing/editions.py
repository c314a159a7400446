"""An edition: the public record as of a day, written as files and signed.

The same record on the same day gives the same bytes: the number of an edition and the root of the log in it belong to
what it says, and are taken again when it says the same.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from qalqan.errors import EditionError
from qalqan.library.models import Work
from qalqan.publishing import database
from qalqan.publishing.ids import PublicIds
from qalqan.publishing.manifest import MANIFEST, PUBLIC_KEY, SIGNATURE, ListedFile, Manifest, list_files
from qalqan.publishing.models import Edition
from qalqan.publishing.persons import withheld_actors, withholding
from qalqan.publishing.placing import placed
from qalqan.publishing.revoking import revoked
from qalqan.publishing.rows import assemble
from qalqan.publishing.rows.record import PublicRecord
from qalqan.publishing.signing import SigningKey
from qalqan.safety import audit, keys
from qalqan.safety.access import demand
from qalqan.safety.levels import PUBLIC
from qalqan.site.pages import render_all
from qalqan.site.rows import EditionFacts, EditionRows

_ON_POSTGRESQL = "postgresql"


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the record said in one reading, and which edition it is."""

    rows: EditionRows
    digest: str
    former: Edition | None

    @property
    def is_as_before(self) -> bool:
        return self.former is not None and self.former.rows == self.digest

    @property
    def number(self) -> int:
        before = self.former.number if self.former else 0
        return before if self.is_as_before else before + 1


def _silent(path: str) -> None: ...


def publish(
    to: Path,
    account: Any = None,
    as_of: date | None = None,
    *,
    title: str = "Qalqan",
    publisher: str | None = None,
    address: str | None = None,
    on_file: Callable[[str], None] = _silent,
) -> Edition:
    """Writes the public record to the folder `to` and signs it; an edition that stands there is replaced in one move.

    `account` is who publishes (None: whoever opened the workspace on the command line), `as_of` the day on which all
    statuses stand (today), `address` where the site will be reached (feeds name it). `on_file` is told of each file.
    Raises NotAllowed, EditionError where `to` holds other files, DiskFull.
    """
    if account is not None:
        demand(account, "publish", Work)
    signing_key = SigningKey(keys.opened().editions())
    day = as_of or datetime.now(UTC).date()
    facts = EditionFacts(
        name=day.isoformat(),
        number=0,
        as_of=day.isoformat(),
        title=title,
        publisher=publisher,
        address=address,
        key_id=signing_key.public.id,
    )
    with _one_at_a_time(Path(settings.QALQAN_HOME)):
        reading = _read(facts, day, account)
        with placed(to) as folder:
            edition = _write(folder, reading, signing_key, account, on_file)
    return edition


def _read(facts: EditionFacts, day: date, account: Any) -> _Reading:
    """One consistent reading of the record; ids drawn in it are kept."""
    with _one_state_of_the_record():
        ids = PublicIds(day)
        rows = assemble(PublicRecord(withholding(), withheld_actors(), ids), facts)
        reading = _Reading(rows, _digest(rows), Edition.objects.order_by("-number").first())
    # Not in the reading itself: PostgreSQL shows it the log as it stood before, and its next number would be taken.
    with transaction.atomic():
        if ids.keep(reading.number):
            audit.log("publishing.ids-drawn", f"edition-{reading.number}", account=account, level=PUBLIC)
    return reading


def _write(
    folder: Path, reading: _Reading, signing_key: SigningKey, account: Any, on_file: Callable[[str], None]
) -> Edition:
    former, as_of = reading.former, reading.rows.facts.as_of
    if reading.is_as_before and former is not None:
        files = _write_files(folder, reading.rows, former.number, signing_key, on_file)
        manifest = Manifest(
            former.number, as_of, former.audit_root, signing_key.public.id, files, tuple(former.revoked)
        )
        if manifest.content() == former.content:
            _sign(folder, manifest, signing_key)
            return _recorded(former, account)
        # The record says the same, but another version of the program sets it otherwise: that is another edition.
    number = former.number + 1 if former else 1
    files = _write_files(folder, reading.rows, number, signing_key, on_file)
    manifest = Manifest(number, as_of, audit.root().hex(), signing_key.public.id, files, revoked())
    _sign(folder, manifest, signing_key)
    return _recorded(
        Edition(
            number=number,
            at=timezone.now(),
            as_of=date.fromisoformat(as_of),
            rows=reading.digest,
            content=manifest.content(),
            manifest=manifest.digest,
            audit_root=manifest.audit_root,
            key_id=manifest.key_id,
            revoked=list(manifest.revoked),
        ),
        account,
    )


def _write_files(
    folder: Path, rows: EditionRows, number: int, key: SigningKey, on_file: Callable[[str], None]
) -> tuple[ListedFile, ...]:
    """Everything but the manifest and its signature. The folder may hold the files of a former attempt."""
    rows = replace(rows, facts=replace(rows.facts, number=number))
    _clear(folder)
    for path, data in render_all(rows):
        on_file(path)
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    database.write_database(folder / database.FILE, rows)
    (folder / PUBLIC_KEY).write_text(key.public.file)
    return list_files(folder)


def _clear(folder: Path) -> None:
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def _sign(folder: Path, manifest: Manifest, key: SigningKey) -> None:
    (folder / MANIFEST).write_bytes(manifest.as_bytes())
    (folder / SIGNATURE).write_text(key.sign(manifest.as_bytes(), manifest.comment()))


def _recorded(edition: Edition, account: Any) -> Edition:
    """The edition as the workspace remembers it, and in the log that it was written."""
    with transaction.atomic():
        if edition.pk is None:
            edition.save()
        audit.log("publishing.published", f"edition-{edition.number}", account=account, level=PUBLIC)
    return edition


def _digest(rows: EditionRows) -> str:
    return hashlib.sha256(json.dumps(asdict(rows), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    """Two editions written at once would have one number and clear away each other's files. Ends with the process."""
    held = os.open(home, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise EditionError("Another edition is being written: wait until it stands, then publish again.") from None
    try:
        yield
    finally:
        os.close(held)


@contextmanager
def _one_state_of_the_record() -> Iterator[None]:
    """All queries inside see the same moment. On SQLite BEGIN IMMEDIATE has seen to it already."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == _ON_POSTGRESQL:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
