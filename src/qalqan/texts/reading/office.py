"""Old Word, OpenDocument and rich-text files, through a system LibreOffice that turns them into DOCX.

LibreOffice runs without windows, with a profile that is made for the one file and thrown away, without macros, links
and proxies that lead anywhere, and with limits on time, memory and the size of what it writes. It runs where the caller
runs: inside the limited process of `safety.sandbox` it has no network and sees no file but its own.
"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from qalqan.errors import DamagedFile, NotADocument, ReaderStopped, TooLarge
from qalqan.texts.reading import sniffing
from qalqan.texts.reading.docx import read_docx
from qalqan.texts.text import Text

ENDINGS = {sniffing.DOC: "doc", sniffing.ODT: "odt", sniffing.RTF: "rtf", sniffing.OLE: "doc"}
SECONDS = 90.0
MEMORY_MB = 3072
LARGEST_WRITTEN = 256 * 1024 * 1024  # bytes of one file that the program writes
OPEN_FILES = 256
DEEPEST = 1000  # groups of a rich-text file in each other
ANEW = 81  # exit status: the profile has been made, start again
_PLACES = ("/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/opt/libreoffice", "/usr/local/lib/libreoffice")

_brace = re.compile(rb"(?<!\\)[{}]")

# What a document may make LibreOffice do is turned off: macros, links that are fetched when it opens, updates of fields.
# The proxy leads nowhere, for machines where the network cannot be taken away.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n'
)


@cache
def program() -> str | None:
    """Where LibreOffice is: the program itself, not the script that starts and may outlive it. None where it is absent."""
    script = shutil.which("soffice") or shutil.which("libreoffice")
    folders = [Path(script).resolve().parent] if script else []
    for folder in (*folders, *(Path(place) / "program" for place in _PLACES)):
        if (folder / "soffice.bin").is_file():
            return str(folder / "soffice.bin")
    return script


def read_office(data: bytes, name: str) -> Text:
    """The Text of a .doc, .odt or .rtf.

    Raises NotADocument where LibreOffice is absent, DamagedFile where it cannot open the file, ReaderStopped where it
    takes too long, and what a DOCX raises.
    """
    kind = sniffing.media_type_of(data, name)
    if program() is None:
        what, _ = sniffing.NOT_READ.get(kind, ("an old Office file", ""))
        raise NotADocument(
            f"“{name}” is {what}: install LibreOffice (libreoffice-writer-nogui), or save it as DOCX or PDF and add that."
        )
    if kind == sniffing.RTF and _depth(data) > DEEPEST:
        # Asked before: LibreOffice takes minutes over groups that never close.
        raise DamagedFile(f"“{name}” nests more than {DEEPEST} groups in each other: save its text by another way.")
    text = read_docx(as_docx(data, name, ENDINGS.get(kind, "doc")), name)
    return replace(text, media_type=kind, reader=f"libreoffice+{text.reader}")


def _depth(data: bytes) -> int:
    """How deep the groups of a rich-text file nest."""
    depth = deepest = 0
    for brace in _brace.finditer(data):
        depth += 1 if brace[0] == b"{" else -1
        deepest = max(deepest, depth)
    return deepest


def as_docx(data: bytes, name: str, ending: str) -> bytes:
    """The file as LibreOffice writes it in DOCX. `name` is used in messages only: the file is given another one."""
    try:
        with _may_write():  # Python looks for a folder for temporary files by writing to it
            folder = Path(tempfile.mkdtemp(prefix="qalqan-"))
        try:
            profile = folder / "profile" / "user"
            profile.mkdir(parents=True)
            given = folder / f"given.{ending}"
            with _may_write():
                given.write_bytes(data)
                (profile / "registrymodifications.xcu").write_text(_settings(), "utf-8")
            _converted(folder, given, name)
            written = folder / "out" / "given.docx"
            if written.stat().st_size > LARGEST_WRITTEN:
                raise TooLarge(f"“{name}” unfolds into far more than it says: save the part you need as text.")
            return written.read_bytes()
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as failed:
        raise DamagedFile(
            f"“{name}” could not be opened by LibreOffice: open it, save it as DOCX or PDF and add that."
        ) from failed


def _converted(folder: Path, given: Path, name: str) -> None:
    """Starts the program; a second time where it asks for it, having made its profile."""
    command = [
        program() or "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--nolockcheck", "--nodefault", "--nologo", "--convert-to", "docx:Office Open XML Text",
        "--outdir", str(folder / "out"), str(given),
    ]  # fmt: skip
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }
    environment |= {"SAL_USE_VCLPLUGIN": "svp", "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    for _ in range(3):
        try:
            done = subprocess.run(
                [*_LIMITED, *command],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                timeout=SECONDS, check=False, env=environment, cwd=folder,
            )  # fmt: skip
        except subprocess.TimeoutExpired as late:
            raise ReaderStopped(
                f"“{name}” took LibreOffice longer than {SECONDS:g} seconds and was stopped: save it as DOCX or PDF."
            ) from late
        if done.returncode != ANEW:
            return


# The shell sets the limits and becomes the program. Where the limited process around us allows less, that holds.
_LIMITED = (
    "/bin/sh", "-c",
    f"ulimit -S -f {LARGEST_WRITTEN // 512} 2>/dev/null || ulimit -S -f $(ulimit -H -f); "
    f"ulimit -S -n {OPEN_FILES} 2>/dev/null || ulimit -S -n $(ulimit -H -n); "
    f"ulimit -S -v {MEMORY_MB * 1024} 2>/dev/null; ulimit -c 0; ulimit -t {SECONDS:.0f} 2>/dev/null; "
    'exec "$@"',
    "sh",
)  # fmt: skip


def _settings() -> str:
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    return _PROFILE.format(items=items)


@contextmanager
def _may_write() -> Iterator[None]:
    """While it lasts this process may write files, as far as the limits around it allow; the reader itself may not."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_FSIZE, (before[1], before[1]))
    try:
        yield
    finally:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
