"""Files that are sent to the desk stay in memory until they are sealed: Django's own handler writes large ones to a disk.

What a stranger sends is dropped as it comes, and so is what is larger than the desk takes: the view says so by its size.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

LARGEST = 100 * 1024 * 1024  # bytes of one file
MOST = 2 * LARGEST  # bytes of one form; what goes past is told like a file that is too large


class InMemory(FileUploadHandler):
    """Keeps the bytes of signed-in people's files; counts, and keeps nothing of, what is too much."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._all = 0

    def new_file(self, *args: Any, **named: Any) -> None:
        super().new_file(*args, **named)
        if getattr(self.request, "account", None) is None:
            raise SkipFile
        self._kept: list[bytes] | None = []
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        self._all += len(raw_data)
        if self._size > LARGEST or self._all > MOST:
            self._kept = None
        if self._kept is not None:
            self._kept.append(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        content = b"".join(self._kept or ())
        size = max(file_size, LARGEST + 1) if self._kept is None else file_size
        self._kept = []
        return InMemoryUploadedFile(
            BytesIO(content), self.field_name, self.file_name or "", self.content_type, size, self.charset
        )
