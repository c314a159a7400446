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
import struct
import sys
from hashlib import sha256
from importlib import import_module
from typing import Any, BinaryIO

from qalqan.errors import CannotRead, DamagedFile, ReaderStopped

_frame = struct.Struct(">Q")
WANTED_MODEL = 7  # exit status of a child that had to load the language model: the server then loads it for all others
ENDED = 8  # the input ended
FAILED = 9

# Words of no document, only to load what the first file would otherwise load again and again in each fork.
_WARM_TEXT = b"The authorities of Ruritania should:\n\n1. Release the two journalists detained on 3 May 2014;\n"
_WARM_PAGE = (
    b"<!doctype html><title>x</title><main><h1>Ruritania</h1><p>The court heard the appeal of a lawyer.</p></main>"
)


def answer(data: bytes, name: str) -> dict[str, Any]:
    """The `qalqan-extract/1` object of a file, or its error."""
    try:
        from qalqan.extraction.pipeline import read_out
        from qalqan.texts.reading import read

        text = read(data, name)
        source = {"path": name, "sha256": sha256(data).hexdigest(), "media_type": text.media_type, "bytes": len(data)}
        return {**read_out(text, source), "notes": list(text.notes)}
    except CannotRead as known:
        return _error(known.code, str(known))
    except (MemoryError, RecursionError):
        return _error(ReaderStopped.code, f"“{name}” needs more memory than a file may: split it and add the parts.")
    except Exception:
        # A parser's own message may hold words of the document; the kind of trouble is all that is told.
        return _error(
            DamagedFile.code, f"“{name}” cannot be read: it may be damaged; open it, save it anew and add that."
        )


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
        _send(sink, answer(*question))
    return True


def _answers_in_a_fork(source: BinaryIO, sink: BinaryIO, files: int) -> bool:
    """Waits for the next fork to end. Raises SystemExit where it broke off: half an answer may have been sent."""
    child = os.fork()
    if child == 0:
        status = FAILED
        try:
            more = _answers(source, sink, files)
            status = ENDED if not more else WANTED_MODEL if "py3langid" in sys.modules and not _has_model else 0
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    status = os.waitstatus_to_exitcode(ended)
    if status == WANTED_MODEL:
        _load_model()
    elif status not in (0, ENDED):
        raise SystemExit(FAILED)
    return status != ENDED


def _question(source: BinaryIO) -> tuple[bytes, str] | None:
    head = _exactly(source, _frame.size)
    if len(head) < _frame.size:
        return None
    told = json.loads(_exactly(source, _frame.unpack(head)[0]))
    return _exactly(source, told["size"]), told["name"]


def _exactly(source: BinaryIO, size: int) -> bytes:
    """So many bytes, or fewer where the input ends. The source keeps none back: the next fork reads on from here."""
    held = bytearray()
    while len(held) < size and (piece := source.read(min(size - len(held), 1 << 20))):
        held += piece
    return bytes(held)


def _send(sink: BinaryIO, held: dict[str, Any]) -> None:
    content = json.dumps(held, ensure_ascii=False).encode("utf-8", "surrogatepass")
    sink.write(_frame.pack(len(content)) + content)
    sink.flush()


_has_model = False


def _load_model() -> None:
    global _has_model
    from qalqan.texts.language import load_model

    load_model()
    _has_model = True


def _load() -> None:
    """Loads the readers and fills what they keep, once for all files."""
    for module in ("lxml.etree", "pypdfium2.raw"):
        import_module(module)

    for warm, name in ((_WARM_TEXT, "warm.txt"), (_WARM_PAGE, "warm.html")):
        answer(warm, name)


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
    sink.write(json.dumps(held, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    sink.flush()


if __name__ == "__main__":
    main()
