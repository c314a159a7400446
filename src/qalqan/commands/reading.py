"""The documents of many files on their way through the readers: begun some files ahead, met in the order they were named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from qalqan.commands.files import Document, held_in
from qalqan.errors import CannotRead
from qalqan.review.bulk import Readers, begun_ahead


@dataclass(frozen=True, slots=True)
class Begun:
    """A file whose documents are being read; `refused` says why the file itself was not opened.

    A document that need not be read has no answer to come.
    """

    path: Path
    documents: tuple[tuple[Document, Future[dict[str, Any]] | None], ...] = ()
    notes: tuple[str, ...] = ()
    refused: CannotRead | None = None

    @property
    def size(self) -> int:
        return sum(len(document.content) for document, _ in self.documents)

    def is_read_by(self, moment: float) -> bool:
        """Whether all its answers have come when the clock says so; waits until then."""
        waited = wait([answer for _, answer in self.documents if answer], timeout=max(0.0, moment - monotonic()))
        return not waited.not_done


def documents_read(
    files: Iterable[Path], readers: Readers, need: Callable[[Document], bool] = lambda document: True
) -> Iterator[Begun]:
    """Each file with its documents, in order; those that need no reading are handed through."""

    def begin(path: Path) -> Begun:
        try:
            held = held_in(path)
        except CannotRead as error:
            return Begun(path, refused=error)
        return Begun(
            path,
            tuple((one, readers.begin(one.content, one.name) if need(one) else None) for one in held.documents),
            held.notes,
        )

    return begun_ahead(files, begin, lambda begun: begun.size, readers.places)


TOGETHER = 16  # documents stored in one transaction
TOGETHER_BYTES = 1_000_000
LONGEST_WAIT = 1.0  # seconds that a document which is read waits for others to be stored with


def in_batches(begun: Iterable[Begun]) -> Iterator[list[Begun]]:
    """Files in the order they come, as many at once as are worth a transaction and have been read by then."""
    batch: list[Begun] = []
    until, many, size = 0.0, 0, 0
    for one in begun:
        if batch and (many >= TOGETHER or size >= TOGETHER_BYTES or not one.is_read_by(until)):
            yield batch
            batch, many, size = [], 0, 0
        if not batch:
            until = monotonic() + LONGEST_WAIT
        batch.append(one)
        many, size = many + len(one.documents), size + one.size
    if batch:
        yield batch
