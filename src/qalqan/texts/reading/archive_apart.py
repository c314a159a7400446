"""The program that unpacks a web archive apart: `python -m qalqan.texts.reading.archive_apart NAME`.

Reads the archive from standard input and writes, for each document, a frame of JSON (its address, date, kind, name) and a
frame of its bytes; then one frame of JSON with "notes", or with "error" as `extraction.apart` gives it. A frame is eight
bytes of length and so many bytes.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from typing import BinaryIO

from qalqan.errors import CannotRead, DamagedFile, ReaderStopped
from qalqan.texts.reading.web_archive import Tally, archived

FRAME = struct.Struct(">Q")


def unpack(data: bytes, name: str, sink: BinaryIO) -> None:
    """Writes the frames of an archive."""
    tally = Tally()
    try:
        for page in archived(name, data, tally):
            told = {"url": page.url, "captured": page.captured, "media_type": page.media_type, "name": page.name}
            _write(json.dumps(told).encode(), sink)
            _write(page.content, sink)
        last: dict[str, object] = {"notes": tally.told()}
    except CannotRead as known:
        last = {"error": {"code": known.code, "message": str(known)}}
    except (MemoryError, RecursionError):
        message = f"“{name}” needs more memory than a file may: split it and add the parts."
        last = {"error": {"code": ReaderStopped.code, "message": message}}
    except Exception:
        # What a parser says may hold words of the archive; the kind of trouble is all that is told.
        message = f"“{name}” is a damaged web archive: fetch it again from where it came."
        last = {"error": {"code": DamagedFile.code, "message": message}}
    _write(json.dumps(last).encode(), sink)


def _write(content: bytes, sink: BinaryIO) -> None:
    sink.write(FRAME.pack(len(content)))
    sink.write(content)


def main() -> None:
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    unpack(sys.stdin.buffer.read(), sys.argv[1] if len(sys.argv) > 1 else "standard input", sink)
    sink.flush()


if __name__ == "__main__":
    main()
