"""Looks for planted words in every byte of a folder, in the forms in which a word may leak."""

from __future__ import annotations

import base64
import gzip
import hashlib
import secrets
import sqlite3
import string
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from ahocorasick_rs import BytesAhoCorasick
from anyascii import anyascii

SHORTEST = 8  # letters; a shorter piece stands somewhere by chance
_CYRILLIC = "бвгджзклмнпрстфхц"


def a_token() -> str:
    """Two words that no language has: one in Latin letters, one in Cyrillic."""
    latin = "".join(secrets.choice(string.ascii_lowercase) for _ in range(14))
    return f"{latin} {''.join(secrets.choice(_CYRILLIC) for _ in range(14))}"


def forms(token: str) -> Iterator[bytes]:
    """Every form of a token that is looked for; endings are left off, since search may cut them."""
    for word in (word for word in token.split() if len(word) >= SHORTEST):
        core = word[:11]
        yield core.encode()
        yield anyascii(core).lower().encode()
        yield core[::-1].encode()
        yield quote(core).lower().encode()
        yield hashlib.sha256(word.encode()).hexdigest().encode()
        yield from _in_base64(core.encode())
    yield hashlib.sha256(token.encode()).hexdigest().encode()


def _in_base64(data: bytes) -> Iterator[bytes]:
    """What base64 makes of the bytes wherever they begin, without the letters that depend on their neighbours."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + data)
        yield whole[4 if before else 0 : (len(data) + before) // 3 * 4].lower()


def found_in(folder: Path, tokens: Iterable[str]) -> set[str]:
    """The tokens of which some form stands somewhere in the folder: in a file's name, its bytes or what it unpacks to."""
    owners: dict[bytes, str] = {form: token for token in tokens for form in forms(token)}
    patterns = list(owners)
    search = BytesAhoCorasick(patterns)
    found = set()
    for data in _all_bytes(folder):
        lower = data.lower()
        for form in (lower, data.decode("utf-8", "ignore").lower().encode()):
            found |= {owners[patterns[at]] for at, _, _ in search.find_matches_as_indexes(form, overlapping=True)}
    return found


def _all_bytes(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        yield str(path.relative_to(folder)).encode()
        if path.is_file():
            data = path.read_bytes()
            yield data
            yield from _unpacked(data)
            if data.startswith(b"SQLite format 3"):
                with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as opened:
                    yield "\n".join(opened.iterdump()).encode("utf-8", "ignore")


def _unpacked(data: bytes) -> Iterator[bytes]:
    for unpack in (gzip.decompress, zlib.decompress):
        try:
            yield unpack(data)
        except (OSError, zlib.error, EOFError):
            continue
