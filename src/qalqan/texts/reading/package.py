"""A zip package with XML parts (DOCX, EPUB), opened with limits: a small file must not unfold into a large one."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from qalqan.errors import DamagedFile, LockedFile, TooLarge
from qalqan.texts.reading.sniffing import BROKEN

LARGEST_PART = 100 * 1024 * 1024  # bytes unpacked
LARGEST_PACKAGE = 400 * 1024 * 1024
STEEPEST = 300  # times smaller packed than unpacked, for parts over SMALL; text of one repeated row comes to about 200
SMALL = 4 * 1024 * 1024


class Package:
    """The parts of a package by name. Raises TooLarge, LockedFile or DamagedFile, each naming the file."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as broken:
            raise self._damaged() from broken
        self._parts = {part.filename: part for part in self._archive.infolist()}
        if sum(part.file_size for part in self._parts.values()) > LARGEST_PACKAGE:
            raise self._too_large()

    def xml(self, part: str) -> Any | None:
        """The root element of a part, or None where the package lacks it."""
        if part not in self._parts:
            return None
        # No entities, no DTD, no network: a document has no need of them and an attacker has.
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False
        )
        try:
            return etree.fromstring(self._read(part), parser)
        except etree.XMLSyntaxError as broken:
            raise self._damaged() from broken

    def content(self, part: str) -> bytes | None:
        """The bytes of a part, or None where the package lacks it."""
        return self._read(part) if part in self._parts else None

    def names(self) -> list[str]:
        return list(self._parts)

    def _read(self, part: str) -> bytes:
        held = self._parts[part]
        steep = held.file_size > SMALL and held.file_size > STEEPEST * max(1, held.compress_size)
        if held.file_size > LARGEST_PART or steep:
            raise self._too_large()
        if held.flag_bits & 1:
            raise LockedFile(f"“{self.name}” needs a password: open it, save it without the password and add it again.")
        try:
            return self._archive.read(held)
        except BROKEN as broken:
            raise self._damaged() from broken

    def _damaged(self) -> DamagedFile:
        return DamagedFile(f"“{self.name}” is damaged: fetch it again from where it came, or open it and save it anew.")

    def _too_large(self) -> TooLarge:
        return TooLarge(
            f"“{self.name}” unfolds into far more than it says: open it and save the part you need as text."
        )
