"""Taking in: from the bytes of a file to a catalogued text whose candidates wait for review.

The digest is taken before any parser runs; reading happens in another process; then one transaction holds the copy, the
work, its passages, their index, the candidates and the log. What cannot be read leaves nothing behind. Several files
may share the transaction (`take_in_all`): a durable commit costs as much as storing a short file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, TypedDict, Unpack

from django.db import transaction

from qalqan.errors import CannotRead, ReaderStopped
from qalqan.library.catalogue import catalogue
from qalqan.library.models import Text, Work
from qalqan.library.search import engine
from qalqan.review.apart import accepted, read_apart, reading_process
from qalqan.review.changed_sources import reopen_changed
from qalqan.review.queue import propose
from qalqan.safety import audit
from qalqan.safety.access import same_grants, visible
from qalqan.safety.rows import fetched
from qalqan.safety.sandbox import ReadingProcess
from qalqan.sources import store
from qalqan.sources.capture import check_may_add, register
from qalqan.sources.models import Copy


@dataclass(frozen=True)
class Intake:
    """What taking a file in gave. `already`: the same bytes were held before, and nothing was read again."""

    work: Work
    text: Text
    copy: Copy
    proposed: int
    already: bool


_READ = "SELECT 1 FROM library_text t JOIN sources_copy c ON c.id = t.copy_id WHERE c.sha256 = %s LIMIT 1"

_SAME = "SELECT 1 FROM library_text WHERE work_id = %s AND body_sha256 = %s AND id <> %s LIMIT 1"


class Said(TypedDict, total=False):
    """What may be said of a file beside its bytes and its name: see `Given`."""

    url: str
    publisher: str
    published: str
    countries: Sequence[str]
    answer: dict[str, Any] | None
    channel: str
    captured_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file to take in, and what is said of it.

    `answer` is what a reading process has answered for these bytes, where many were asked at once (`bulk.py`).
    """

    data: bytes
    name: str
    url: str = ""
    publisher: str = ""
    published: str = ""
    countries: Sequence[str] = ()
    answer: dict[str, Any] | None = None
    channel: str = "file"
    captured_at: datetime | None = None

    def captured(self, account: Any) -> dict[str, Any]:
        return {
            "name": self.name, "account": account, "url": self.url, "publisher": self.publisher,
            "channel": self.channel, "captured_at": self.captured_at,
        }  # fmt: skip

    def stated(self) -> dict[str, Any]:
        return {
            "publisher": self.publisher, "published": self.published, "countries": tuple(self.countries),
            "url": self.url,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file whose reading is sound and whose original is on the disk. `read` is None for one that is held already."""

    given: Given
    kept: store.Kept
    read: dict[str, Any] | None


def take_in(
    data: bytes, name: str, account: Any, *, process: ReadingProcess | None = None, **said: Unpack[Said]
) -> Intake:
    """Reads one file apart and stores it whole or not at all. Raises CannotRead with a sentence that names the file."""
    [taken] = take_in_all([Given(data=data, name=name, **said)], account, process)
    if isinstance(taken, CannotRead):
        raise taken
    return taken


def take_in_all(
    files: Sequence[Given], account: Any, process: ReadingProcess | None = None
) -> list[Intake | CannotRead]:
    """The same for several files in one transaction: for each what it gave, or why it left nothing behind.

    What is neither (a full disk) is raised after those before it were stored.
    """
    told: list[Intake | CannotRead] = []
    trouble: Exception | None = None
    ready: list[_Ready | CannotRead] = []
    # Sealed and on the disk before the transaction: the one writer waits for no original.
    with store.Keeping() as originals:
        for given in files:
            try:
                ready.append(_made_ready(given, account, process, originals))
            except CannotRead as error:
                ready.append(error)
            except Exception as error:
                trouble = error
                break
    if any(isinstance(one, _Ready) for one in ready):
        with transaction.atomic(), _turn_of(account):
            told, failed = _entered_all(ready, account)
            trouble = failed or trouble
    else:
        told = [one for one in ready if isinstance(one, CannotRead)]
    if trouble is not None:
        raise trouble
    return told


def _made_ready(given: Given, account: Any, process: ReadingProcess | None, originals: store.Keeping) -> _Ready:
    read = None
    if given.answer is not None:
        read = accepted(given.answer, given.name)
    elif _held(given.data, account) is None:
        read = _read(given.data, given.name, process)
    else:
        check_may_add(account)
    return _Ready(given, originals.keep(given.data, given.name), read)


def _entered_all(
    ready: Sequence[_Ready | CannotRead], account: Any
) -> tuple[list[Intake | CannotRead], Exception | None]:
    """Stores files in the order given; each that fails is taken back alone. The index is written for all at once."""
    told: list[Intake | CannotRead] = []
    failed: Exception | None = None
    for one in ready:
        try:
            if isinstance(one, _Ready):
                with transaction.atomic():
                    told.append(_entered(one, account))
            else:
                told.append(one)
        except CannotRead as error:
            told.append(error)
        except Exception as error:
            failed = error
            break
    engine.index_all([one.text for one in told if isinstance(one, Intake) and not one.already])
    return told, failed


def _entered(ready: _Ready, account: Any) -> Intake:
    given, read = ready.given, ready.read
    copy = register(ready.kept, **given.captured(account))
    # Somebody else may have taken in the same file while this one was read.
    held = _held(given.data, account)
    if held is not None:
        return Intake(held.work, held, copy, 0, already=True)
    if read is None:
        raise ReaderStopped(f"“{given.name}” was held and is not any more: add it again.")
    text = catalogue(copy, read, account, **given.stated())
    # The same words in another copy are the same work: what they say was proposed with the first.
    same = fetched(_SAME, [text.work_id, text.body_sha256, text.pk])
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
    digest = sha256(data).hexdigest()
    if not fetched(_READ, [digest]):
        return None
    held = visible(Text.objects.filter(copy__sha256=digest), account)
    return visible(held, account, through="work").order_by("-reading").first()
