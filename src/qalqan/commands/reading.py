"""The documents of many files on their way through the readers: begun some files ahead, met in the order they were named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
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
