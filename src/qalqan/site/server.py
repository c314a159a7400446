"""The public site as a WSGI program: finished files, answers to searches, and ledgers as of another day.

Takes the folder of an edition; gives an application. It writes nothing, logs nothing and keeps nothing of who asked
what. A file is found by walking down from the edition's folder, so no address leads out of it.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin

from qalqan.errors import EditionError
from qalqan.site.contents import AS_OF_PAGES
from qalqan.site.contents.citing import record_of
from qalqan.site.contents.page import Page
from qalqan.site.contents.searching import form_values
from qalqan.site.edition import open_edition, place_of, read, read_without_texts
from qalqan.site.holdings import Holdings
from qalqan.site.identifiers import LONGEST, page_of
from qalqan.site.language import LANGUAGES, Language, language
from qalqan.site.pages import render_page, twin
from qalqan.site.search import Asked, Catalogue, answer, parameters_left_out
from qalqan.site.standing import day_of
from qalqan.texts.edtf import bounds

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
SECURITY = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
)
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".db": "application/vnd.sqlite3",
    ".ris": "application/x-research-info-systems",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".jsonld": "application/ld+json",
}
_LINK = re.compile(rb'((?:href|src|action)=)"([^"#][^"]*)"')  # on the page of what is missing, from any depth
_KEPT = 64 * 1024 * 1024  # bytes of finished files held in memory
_LARGEST_KEPT = 1024 * 1024
_MOST_FIELDS = 80  # of an address: each chosen country is one


@dataclass(frozen=True, slots=True)
class Reply:
    status: str
    kind: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _KeptFile:
    stamp: tuple[int, int]
    etag: str
    body: bytes


class Database:
    """edition.db while it is being served: searches, and ledgers as of a day."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with closing(open_edition(path)) as connection:
            rows = read_without_texts(connection)
        self._found = Holdings(rows, rows.facts.as_of)
        self._catalogue = Catalogue(lambda: open_edition(path), rows.processes)

    @cached_property
    def _holdings(self) -> Holdings:
        """With the texts, whose passages the ledgers number: read when the first of them is asked for."""
        with closing(open_edition(self._path)) as connection:
            rows = read(connection)
        return Holdings(rows, rows.facts.as_of)

    def search_page(
        self, parameters: list[tuple[str, str]], spoken: Language, left_out: int = 0
    ) -> tuple[Holdings, Page]:
        """The search page with its answer, which also says how many parts of the address were left out."""
        asked = Asked.of(parameters)
        found = answer(self._catalogue, asked, spoken, self._found.as_of)
        if left_out := left_out + len(parameters_left_out(parameters)):
            note = spoken.say_many(
                "%(num)s filter more stands in the address than is read; it was left out.",
                "%(num)s filters more stand in the address than are read; they were left out.",
                left_out,
            )
            found = replace(found, understood=(*found.understood, note))
        pages = self._pages_of({(hit.work_id, str(one.passage_id)) for hit in found.hits for one in hit.excerpts})
        values = form_values(self._found, spoken) | {"asked": asked, "answer": found, "pages": pages}
        return self._found, Page("search", "search.html", values, {"asked": asdict(asked), "answer": asdict(found)})

    def page_of(self, written: str) -> str | None:
        """The page that an identifier or an old address leads to. Only a passage that is cited by its words needs the texts."""
        page = page_of(self._holdings if "~" in written else self._found, written)
        folder, sign, passage = (page or "").partition("#p-")
        if page is None or not sign:
            return page
        work = folder.removeprefix("publications/")
        return f"{self._pages_of({(work, passage)}).get(passage, folder)}#p-{passage}" if "~" not in written else page

    def _pages_of(self, passages: set[tuple[str, str]]) -> dict[str, str]:
        """On which page each passage stands: long publications have several."""
        with closing(open_edition(self._path)) as connection:
            return {passage: place_of(connection, work, passage) for work, passage in passages}

    def record_of(self, identifier: str, suffix: str) -> bytes | None:
        """The record of a passage or an entry that programs import."""
        # For what is not here the texts are not read.
        if page_of(self._found, identifier) is None and not self._has_passage(identifier):
            return None
        return record_of(identifier, suffix, self._holdings, language("en"))

    def _has_passage(self, identifier: str) -> bool:
        with closing(open_edition(self._path)) as connection:
            return connection.execute("SELECT 1 FROM passages WHERE id = ?", (identifier,)).fetchone() is not None

    def ledger(self, name: str, parameters: list[tuple[str, str]], spoken: Language) -> tuple[Holdings, Page] | None:
        """A ledger as of the asked day; None where no day before the edition's own was asked for."""
        asked = dict(parameters).get("as-of", "").strip()
        day = bounds(asked)[1]
        if day is None or day >= day_of(self._found.rows.facts.as_of):
            return None
        holdings = Holdings(self._holdings.rows, asked)
        return holdings, AS_OF_PAGES[name](holdings, spoken)


def make(edition_dir: str | Path, hsts_seconds: int = 0) -> Application:
    """The application over one edition. `hsts_seconds` is 0 on an onion address and wherever TLS ends elsewhere.

    Raises EditionError where the folder holds no edition.
    """
    if not (Path(edition_dir) / "index.html").is_file():
        raise EditionError("This folder holds no edition: publish one, or name the folder that has index.html.")
    return Site(Path(edition_dir), hsts_seconds)


def application(edition_dir: str | Path) -> Application:
    """The same, with nothing told."""
    return make(edition_dir)


class Site:
    """One edition being served. It may be replaced on disk while it is served: each file is looked at anew."""

    def __init__(self, folder: Path, hsts_seconds: int = 0) -> None:
        self._folder = folder.resolve()
        transport = (("Strict-Transport-Security", f"max-age={hsts_seconds}"),) if hsts_seconds else ()
        self._headers = (*SECURITY, *transport)
        self._files: dict[str, _KeptFile] = {}
        self._kept = 0
        self._lock = threading.Lock()
        self._database: tuple[tuple[int, int], Database] | None = None

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        reply = self._reply(environ)
        headers = [
            ("Content-Type", reply.kind),
            ("Content-Length", str(len(reply.body))),
            *reply.headers,
            *self._headers,
        ]
        start_response(reply.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [reply.body]

    def _reply(self, environ: Mapping[str, Any]) -> Reply:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return Reply("405 Method Not Allowed", "text/plain; charset=utf-8", b"", (("Allow", "GET, HEAD"),))
        path = environ.get("PATH_INFO", "/").encode("latin-1", "replace").decode("utf-8", "replace")
        query = environ.get("QUERY_STRING", "")
        if moved := self._moved(path, query, environ.get("HTTP_ACCEPT_LANGUAGE", "")):
            return moved
        if found := self._identified(path if not query else f"{path}?{query}", environ.get("HTTP_ACCEPT_LANGUAGE", "")):
            return found
        if query and (answered := self._answered(path, query)):
            return answered
        found = self._file(path, environ.get("HTTP_IF_NONE_MATCH", ""))
        return found or self._record(path) or self._missing(path)

    def _moved(self, path: str, query: str, accepted: str) -> Reply | None:
        """The short addresses: / by the reader's language, /en/, and /search."""
        spoken = _chosen(accepted)
        short = {"/": f"/pages/{spoken}/index.html", "/search": f"/pages/{spoken}/search.html?{query}"}
        for code in LANGUAGES:
            short[f"/{code}"] = short[f"/{code}/"] = short[f"/pages/{code}/"] = f"/pages/{code}/index.html"
            short[f"/{code}/search"] = f"/pages/{code}/search.html?{query}"
        if path not in short:
            return None
        vary = (("Location", short[path].rstrip("?")), ("Vary", "Accept-Language"), ("Cache-Control", "no-cache"))
        return Reply("302 Found", "text/plain; charset=utf-8", b"", vary)

    def _identified(self, path: str, accepted: str) -> Reply | None:
        """/id/ID, /id/OLD-ADDRESS: on to the page, in the reader's language."""
        database = self._open_database() if path.startswith("/id/") else None
        page = database.page_of(path.removeprefix("/id/")) if database else None
        if page is None:
            return None
        place, hash_, anchor = page.partition("#")
        address = f"/pages/{_chosen(accepted)}/{place}.html{hash_}{anchor}"
        vary = (("Location", address), ("Vary", "Accept-Language"), ("Cache-Control", "no-cache"))
        return Reply("302 Found", "text/plain; charset=utf-8", b"", vary)

    def _record(self, path: str) -> Reply | None:
        """/cite/ID.ris of a passage or an entry: those of publications are finished files."""
        if not path.startswith("/cite/") or path.count("/") != 2:
            return None
        identifier, dot, suffix = path.removeprefix("/cite/")[:LONGEST].rpartition(".")
        database = self._open_database() if dot else None
        record = database.record_of(identifier, suffix) if database else None
        return self._with_etag("200 OK", _TYPES[f".{suffix}"], record) if record else None

    def _answered(self, path: str, query: str) -> Reply | None:
        """A search, or a ledger as of another day; None for what is a finished file after all."""
        parts = path.strip("/").split("/")
        if len(parts) != 3 or parts[0] != "pages" or parts[1] not in LANGUAGES:
            return None
        name, _, suffix = parts[2].partition(".")
        if suffix not in ("html", "json") or not (name == "search" or name in AS_OF_PAGES):
            return None
        database = self._open_database()
        if database is None:
            return None
        fields = query.split("&")
        parameters = parse_qsl("&".join(fields[:_MOST_FIELDS]), errors="replace")
        spoken = language(parts[1])
        page = (
            database.search_page(parameters, spoken, left_out=max(len(fields) - _MOST_FIELDS, 0))
            if name == "search"
            else database.ledger(name, parameters, spoken)
        )
        if page is None:
            return None
        holdings, made = page
        body = render_page(made, holdings, spoken) if suffix == "html" else twin(made, holdings)
        return self._with_etag("200 OK", _TYPES[f".{suffix}"], body)

    def _open_database(self) -> Database | None:
        """The edition's database, opened anew where the file was replaced."""
        path = self._folder / "edition.db"
        try:
            stamp = _stamp(path)
            with self._lock:
                if self._database is None or self._database[0] != stamp:
                    self._database = (stamp, Database(path))
                return self._database[1]
        except (OSError, EditionError):
            return None

    def _file(self, path: str, known: str) -> Reply | None:
        found = self._find(path)
        if found is None:
            return None
        file = self._read(found)
        kind = _TYPES.get(found.suffix, "application/octet-stream")
        headers = [("ETag", file.etag), ("Cache-Control", "no-cache")]
        if found.suffix not in _TYPES or found.suffix == ".db":
            headers.append(("Content-Disposition", "attachment"))
        if file.etag in (tag.strip() for tag in known.split(",")):
            return Reply("304 Not Modified", kind, b"", tuple(headers))
        return Reply("200 OK", kind, file.body, tuple(headers))

    def _find(self, path: str) -> Path | None:
        """The finished file of an address. Each part must be a plain name inside the folder; links are not followed."""
        parts = path.removeprefix("/").split("/")
        if any(not part or part.startswith(".") or "\\" in part or "\0" in part or ":" in part for part in parts):
            return None
        found = self._folder.joinpath(*parts)
        try:
            inside = found.resolve(strict=True) == found and found.is_file()
        except (OSError, ValueError):
            return None
        return found if inside else None

    def _read(self, found: Path) -> _KeptFile:
        name, stamp = str(found), _stamp(found)
        kept = self._files.get(name)
        if kept and kept.stamp == stamp:
            return kept
        body = found.read_bytes()
        file = _KeptFile(stamp, f'"{hashlib.sha256(body).hexdigest()[:32]}"', body)
        if len(body) <= _LARGEST_KEPT:
            self._keep(name, file)
        return file

    def _keep(self, name: str, file: _KeptFile) -> None:
        with self._lock:
            before = self._files.pop(name, None)
            self._kept += len(file.body) - (len(before.body) if before else 0)
            self._files[name] = file
            while self._kept > _KEPT:
                oldest = next(iter(self._files))
                self._kept -= len(self._files.pop(oldest).body)

    def _missing(self, path: str) -> Reply:
        code = next((code for code in LANGUAGES if path.startswith((f"/pages/{code}/", f"/{code}/"))), "en")
        home = f"/pages/{code}/404.html"
        found = self._find(home)
        body = found.read_bytes() if found else b""
        at_home = _LINK.sub(lambda link: b'%b"%b"' % (link[1], urljoin(home, link[2].decode()).encode()), body)
        return Reply("404 Not Found", _TYPES[".html"], at_home, (("Cache-Control", "no-cache"),))

    @staticmethod
    def _with_etag(status: str, kind: str, body: bytes) -> Reply:
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        return Reply(status, kind, body, (("ETag", etag), ("Cache-Control", "no-cache")))


def _stamp(path: Path) -> tuple[int, int]:
    about = path.stat()
    return about.st_mtime_ns, about.st_size


def _chosen(accepted: str) -> str:
    """The first of our languages that the reader's browser asks for; English where it asks for none."""
    wanted: list[tuple[float, str]] = []
    for place, one in enumerate(accepted[:200].split(",")):
        name, _, quality = one.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        wanted.append((-weight - 0.001 / (place + 1), name[:2].lower()))
    return next((name for _, name in sorted(wanted) if name in LANGUAGES), "en")
