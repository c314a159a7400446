"""The stylesheet, the script and the fonts. Only files that were there at start are served, each with its own type."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from qalqan.desk.policy import open_to_all

_PACKAGE = Path(__file__).resolve().parents[2]
_FOLDERS = (_PACKAGE / "site" / "static", _PACKAGE / "desk" / "static")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


@cache
def _known() -> dict[str, tuple[bytes, str]]:
    """A request names a key of this table and never a path, so that nothing outside the folders can be asked for."""
    return {
        file.relative_to(folder).as_posix(): (file.read_bytes(), _TYPES[file.suffix])
        for folder in _FOLDERS
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix in _TYPES
    }


@open_to_all
def static(request: HttpRequest, path: str) -> HttpResponse:
    found = _known().get(path)
    if found is None:
        return HttpResponseNotFound()
    content, media_type = found
    return HttpResponse(content, content_type=media_type)
