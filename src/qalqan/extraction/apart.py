"""The program that reads files apart: `python -m qalqan.extraction.apart`. Prints one `qalqan-extract/1` object a file.

Without arguments it reads one file from standard input; `--serve` reads many, in frames (see `safety.sandbox`). Every
file is read in a process of its own: the server only loads, forks and waits, so that a file that takes over a parser
finds nothing of the file before it and leaves nothing for the next (`--serve 20`: twenty files a process). What cannot
be read becomes {"error": {"code", "message"}}: nothing here ends in a trace, which could quote the document.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

from qalqan.errors import CannotRead, DamagedFile, ReaderStopped
from qalqan.extraction.portions import Written, in_frames, in_pieces

if TYPE_CHECKING:
    from qalqan.texts.text import Text

_frame = struct.Struct(">Q")
ENDED = 8  # exit status of a child: the input ended
FAILED = 9
LOADED = 64  # and in the bits below, which of these it had to load: the server then loads them once for all others

# What takes long to load and most files do without: where it is kept, and what loads it.
_COSTLY = (
    ("qalqan.texts.language", "_model"),
    ("qalqan.extraction.mentions.russian.morphology", "_analyzer"),
    ("qalqan.extraction.mentions.russian.model", "_model"),
    ("qalqan.extraction.mentions.russian.names", "_taggers"),
)
_PACKAGES = ("qalqan.texts.", "qalqan.extraction.", "qalqan.vocabularies.")

# Words of no document, only to load what the first file would otherwise load again and again in each fork.
_WARM_TEXT = """Statement on Ruritania

Ruritania City, 3 May 2014. The Lawyers' Union of Ruritania, e.g. Mr. A. Zog, said that the court had sentenced the \
journalist Anna Zog to five years in prison on 2 April 2014. She was reportedly beaten by police officers last month.

The authorities of Ruritania should:

1. Release the two journalists detained on 3 May 2014;

2. Ratify the Optional Protocol to the Convention against Torture and invite the Special Rapporteur on torture;

3. Not adopt the draft law on non-profit organisations, which parliament passed in first reading on 1 March 2014, and \
bring article 5 of the Criminal Code into line with article 19 of the ICCPR.

The situation has worsened since 2012. Contact: press@example.org
"""
_WARM_RUSSIAN = """Заявление о Руритании

3 мая 2014 г. суд приговорил журналистку Анну Зог к пяти годам лишения свободы по ст. 5 Уголовного кодекса. \
Об этом сообщили её адвокаты, которые не были на заседании и узнали о приговоре от других, так как он не был объявлен.

Власти Руритании должны:

1. Освободить задержанных журналистов;

2. Не принимать законопроект о некоммерческих организациях.
"""
_WARM_PAGE = f"<!doctype html><html lang=en><title>x</title><main><h1>Ruritania</h1><p>{_WARM_TEXT}</p></main></html>"


@dataclass(slots=True)
class _Question:
    """A file to read. Its bytes are taken once: they are not held while what they say is worked out."""

    data: bytes
    name: str
    kinds: Iterable[str] | None = None

    def taken(self) -> bytes:
        data, self.data = self.data, b""
        return data


def answer(data: bytes, name: str, kinds: Iterable[str] | None = None) -> dict[str, Any]:
    """The `qalqan-extract/1` object of a file, or its error. `kinds` as in `pipeline.read_out`."""
    held = _answer(_Question(data, name, kinds))
    return {key: list(value) if isinstance(value, Written) else value for key, value in held.items()}


def _answer(asked: _Question) -> dict[str, Any]:
    """The same with passages and candidates that are written when they are asked for."""
    name = asked.name
    try:
        from qalqan.extraction.pipeline import read_out

        text, source = _read(asked)
        return {**read_out(text, source, asked.kinds, listed=Written), "notes": list(text.notes)}
    except CannotRead as known:
        return _error(known.code, str(known))
    except (MemoryError, RecursionError):
        return _error(ReaderStopped.code, f"“{name}” needs more memory than a file may: split it and add the parts.")
    except Exception:
        # A parser's own message may hold words of the document; the kind of trouble is all that is told.
        return _error(
            DamagedFile.code, f"“{name}” cannot be read: it may be damaged; open it, save it anew and add that."
        )


def _read(asked: _Question) -> tuple[Text, dict[str, Any]]:
    from qalqan.texts.reading import read

    data = asked.taken()
    text = read(data, asked.name)
    digest = sha256(data).hexdigest()
    return text, {"path": asked.name, "sha256": digest, "media_type": text.media_type, "bytes": len(data)}


def _error(code: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


def serve(source: BinaryIO, sink: BinaryIO, files: int = 1) -> None:
    """Answers files until the input ends; `files` is how many one fork reads. Says {"ready": true} when all is loaded.

    More than one is for files of one's own: a fork costs from one to thirty milliseconds, and what a file does to a
    parser then lasts until the fork ends.
    """
    _load()
    gc.freeze()  # What is loaded stays shared with the forks instead of being copied by their collector.
    _send(sink, {"ready": True})
    while _answers_in_a_fork(source, sink, files):
        pass


def _answers(source: BinaryIO, sink: BinaryIO, files: int) -> bool:
    """Answers up to so many files; False where the input ended."""
    for _ in range(files):
        question = _question(source)
        if question is None:
            return False
        if files == 1:
            _write_nothing_more(question.data, question.name)
        _send(sink, _answer(question))
    return True


def _write_nothing_more(data: bytes, name: str) -> None:
    """Gives up, for good, what only LibreOffice needs: no parser of ours may write a file, whoever takes it over.

    Without bubblewrap this limit is all that stands between a hostile file and the disk.
    """
    from qalqan.texts.reading import WRITES, sniffing

    with suppress(Exception):  # What cannot be told apart writes nothing.
        if sniffing.media_type_of(data, name) in WRITES:
            return
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answers_in_a_fork(source: BinaryIO, sink: BinaryIO, files: int) -> bool:
    """Waits for the next fork to end. Raises SystemExit where it broke off: half an answer may have been sent."""
    child = os.fork()
    if child == 0:
        status = FAILED
        try:
            more = _answers(source, sink, files)
            status = ENDED if not more else _newly_loaded()
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    status = os.waitstatus_to_exitcode(ended)
    if status & LOADED and status > 0:
        _load_costly(status)
    elif status not in (0, ENDED):
        raise SystemExit(FAILED)
    return status != ENDED


def _question(source: BinaryIO) -> _Question | None:
    head = _exactly(source, _frame.size)
    if len(head) < _frame.size:
        return None
    told = json.loads(_exactly(source, _frame.unpack(head)[0]))
    return _Question(_exactly(source, told["size"]), told["name"], told.get("kinds"))


def _exactly(source: BinaryIO, size: int) -> bytes:
    """So many bytes, or fewer where the input ends. The source keeps none back: the next fork reads on from here."""
    held = bytearray()
    while len(held) < size and (piece := source.read(min(size - len(held), 1 << 20))):
        held += piece
    return bytes(held)


def _send(sink: BinaryIO, held: dict[str, Any]) -> None:
    for content in in_frames(held):
        sink.write(_frame.pack(len(content)))
        sink.write(content)
    sink.flush()


def _encoded(held: dict[str, Any]) -> bytearray:
    """The JSON object in bytes, as `json.dumps` gives it."""
    content = bytearray()
    for piece in in_pieces(held, lambda part: json.dumps(part, ensure_ascii=False)):
        content += piece.encode("utf-8", "surrogatepass")
    return content


_here: set[int] = set()  # which of the costly the server has


def _newly_loaded() -> int:
    """Which of the costly this fork had to load, as its exit status; 0 where none."""
    loaded = 0
    for n, (module, name) in enumerate(_COSTLY):
        kept = getattr(sys.modules.get(module), name, None)
        if n not in _here and kept is not None and kept.cache_info().currsize:
            loaded |= LOADED | 1 << n
    return loaded


def _load_costly(told: int) -> None:
    for n, (module, name) in enumerate(_COSTLY):
        if told & 1 << n and n not in _here:
            _here.add(n)
            getattr(import_module(module), name)()
    gc.freeze()


def _load() -> None:
    """Loads the readers and fills what they keep, once for all files."""
    for module in ("lxml.etree", "pypdfium2.raw", "qalqan.texts.reading.pdf", "qalqan.texts.reading.docx"):
        import_module(module)
    for module in ("qalqan.extraction.cues", "qalqan.extraction.un_front_page"):
        import_module(module).load()
    for warm, name in ((_WARM_TEXT, "warm.txt"), (_WARM_RUSSIAN, "warm.txt"), (_WARM_PAGE, "warm.html")):
        answer(warm.encode(), name)
    _fill()


def _fill() -> None:
    """Makes the patterns, automata and lists that our modules make when they are first asked for, and then keep."""
    costly = {f"{module}.{name}" for module, name in _COSTLY}
    for name, module in sorted(sys.modules.items()):
        for thing in list(vars(module).values()) if name.startswith(_PACKAGES) else ():
            asks_nothing = isinstance(thing, _lru_cache_wrapper) and not _arguments(thing)
            if asks_nothing and thing.__module__ == name and f"{name}.{thing.__name__}" not in costly:
                with suppress(Exception):  # What fails is met again, and told, by the file that needs it.
                    thing()


def _arguments(thing: Any) -> int:
    code = thing.__wrapped__.__code__
    return int(code.co_argcount + code.co_kwonlyargcount)


def _files_a_fork(arguments: list[str]) -> int:
    after = arguments.index("--serve") + 1
    return max(1, int(arguments[after])) if after < len(arguments) and arguments[after].isdecimal() else 1


def main() -> None:
    """Runs the program. What the readers print by mistake goes to standard error, not between the answers."""
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if "--serve" in sys.argv[1:]:
        serve(os.fdopen(0, "rb", buffering=0, closefd=False), sink, _files_a_fork(sys.argv))
        return
    name = sys.argv[1] if len(sys.argv) > 1 else "standard input"
    held = answer(sys.stdin.buffer.read(), name)
    sink.write(_encoded(held))
    sink.flush()


if __name__ == "__main__":
    main()
