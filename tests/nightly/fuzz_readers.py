"""Fuzzes the readers with coverage, until it is stopped: `make fuzz`. Needs atheris (`pip install atheris`).

    python tests/nightly/fuzz_readers.py [KIND] [-max_total_time=3600]

KIND is one of the readers below; all are mixed where none is named. A crash leaves its input in `crash-…`: make a test of
it in `tests/texts/test_bad_input.py`. What may be raised is CannotRead with one sentence, and nothing else.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "texts")]

with atheris.instrument_imports(include=["qalqan.texts", "zipfile", "email", "warcio"]):
    from test_readers_fuzzed import READERS, is_sound

    from qalqan.errors import CannotRead
    from qalqan.texts.reading import read, recognition
    from qalqan.texts.reading.web_archive import Tally, archived
    from written import a_page, a_warc

ARCHIVE = "archive"
LARGEST = 1 << 18  # bytes of an input


def try_reader(kind: str, data: bytes) -> None:
    """Raises where a reader does what it must not."""
    try:
        if kind == ARCHIVE:
            for page in archived("file", data, Tally()):
                assert page.content
        else:
            is_sound(READERS[kind][0](data, "file"))
            read(data, "file")
    except CannotRead as told:
        assert "“file”" in str(told) and "\n" not in str(told)


def main() -> None:
    recognition._installed = lambda: ()  # type: ignore[assignment]  # no program is started
    kinds = [word for word in sys.argv[1:] if word in (*READERS, ARCHIVE)] or [*READERS, ARCHIVE]
    arguments = [word for word in sys.argv if word not in kinds]

    def one_input(data: bytes) -> None:
        if data:
            try_reader(kinds[data[0] % len(kinds)], data[1:])

    with tempfile.TemporaryDirectory() as corpus:
        page = ("https://example.org/a", "text/html", a_page("The court ruled."), "200 OK")
        wholes = {kind: whole for kind, (_, whole) in READERS.items()} | {ARCHIVE: a_warc([page])}
        for n, kind in enumerate(kinds):
            (Path(corpus) / kind.replace(" ", "-")).write_bytes(bytes([n]) + wholes[kind])
        atheris.Setup([*arguments, f"-max_len={LARGEST}", "-timeout=30", "-rss_limit_mb=3000", corpus], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
