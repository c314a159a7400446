"""What is sent to the desk stays in memory until it is sealed; what no browser sends is refused at the door."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk_makers import a_person, at_the_desk
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from qalqan.desk import uploads
from qalqan.desk.views import works
from qalqan.errors import NotADocument

LARGE = b"The Government should release the lawyer.\n" * 200_000  # 8 MB


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[int, list[Path]]]:
    """How many bytes arrived at the intake, and what lay in the folder for temporary files at that moment."""
    seen: list[tuple[int, list[Path]]] = []
    monkeypatch.setattr(settings, "FILE_UPLOAD_TEMP_DIR", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    def take_in(data: bytes, *args: Any, **named: Any) -> None:
        seen.append((len(data), list(tmp_path.iterdir())))
        raise NotADocument("Seen.")

    monkeypatch.setattr(works, "take_in", take_in)
    return seen


def send(client: Client, *data: bytes) -> str:
    files = [SimpleUploadedFile(f"{number}.txt", one) for number, one in enumerate(data)]
    return str(client.post("/publications/add", {"files": files}).content.decode())


def test_a_large_upload_never_touches_the_disk(db: None, taken: list[tuple[int, list[Path]]]) -> None:
    send(at_the_desk(a_person()), LARGE)
    assert taken == [(len(LARGE), [])]


def test_what_is_too_large_is_counted_and_not_kept(
    db: None, taken: list[tuple[int, list[Path]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 1_000_000)
    monkeypatch.setattr(works, "LARGEST", 1_000_000)
    monkeypatch.setattr(uploads, "MOST", 1_500_000)
    page = send(at_the_desk(a_person()), LARGE, b"first")
    assert "0.txt is larger than" in page
    assert "1.txt is larger than" in page  # the form as a whole was too much
    assert taken == []


def test_what_a_stranger_sends_is_dropped_as_it_comes(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []
    monkeypatch.setattr(uploads.InMemory, "receive_data_chunk", lambda self, data, start: kept.append(len(data)))
    answer = Client().post("/publications/add", {"files": SimpleUploadedFile("a.txt", LARGE)})
    assert answer.status_code in (303, 403)
    assert kept == []


def test_a_nul_is_refused_at_the_door_for_strangers_too(db: None) -> None:
    assert Client().post("/sign-in", {"login": "a\0b", "password": "x"}).status_code == 400
    assert Client().get("/sign-in", {"work": "\0"}).status_code == 400
    client = at_the_desk(a_person())
    assert client.post("/search", {"query": "torture\0"}).status_code == 400
    assert client.get("/review", {"work": "\0"}).status_code == 400
