from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from qalqan.config.opening import Workspace
from qalqan.errors import EmptyFile, NotAllowed
from qalqan.safety import audit
from qalqan.safety.accounts import make_account
from qalqan.safety.models import Account, LogEntry
from qalqan.sources import store
from qalqan.sources.capture import capture, original, original_chunks
from qalqan.sources.kinds import media_type_of
from qalqan.sources.models import Capture, Copy

WORDS = "Жұмыс тобының мәлімдемесі".encode()


def verbs() -> list[str]:
    return list(LogEntry.objects.order_by("seq").values_list("verb", flat=True))


def test_a_copy_says_what_was_captured_whence_when_and_by_whom(account: Account) -> None:
    copy = capture(
        WORDS, "note.txt", url="https://example.org/note", publisher="Example", account=account, channel="page"
    )
    kept = Copy.objects.get()
    assert (kept.sha256, kept.size) == (sha256(WORDS).hexdigest(), len(WORDS))
    assert (kept.claimed_name, kept.url, kept.publisher) == ("note.txt", "https://example.org/note", "Example")
    assert (kept.channel, kept.media_type, kept.captured_by, kept.level) == ("page", "text/plain", account, "team")
    assert original(copy) == b"".join(original_chunks(copy)) == WORDS


def test_a_capture_is_logged_with_its_copy(account: Account) -> None:
    copy = capture(WORDS, account=account)
    entry = LogEntry.objects.order_by("-seq").first()
    assert entry is not None
    assert (entry.verb, entry.object_id, entry.actor) == ("captured", copy.permanent_id, audit.pseudonym(account))


def test_the_same_bytes_again_are_the_same_copy_and_the_second_address_is_kept(account: Account) -> None:
    one = capture(WORDS, "a.txt", url="https://example.org/a", account=account)
    other = capture(WORDS, "b.txt", url="https://mirror.example/b", account=account)
    assert one == other and Copy.objects.count() == 1
    assert other.url == "https://example.org/a"
    assert [time.url for time in one.captures.all()] == ["https://example.org/a", "https://mirror.example/b"]
    assert verbs()[-2:] == ["captured", "captured-again"]


def test_a_file_from_disk_keeps_its_name(account: Account, tmp_path: Path) -> None:
    (tmp_path / "statement.html").write_text("<!doctype html><title>x</title>")
    copy = capture(tmp_path / "statement.html", account=account)
    assert (copy.claimed_name, copy.media_type) == ("statement.html", "text/html")


def test_a_copy_is_never_altered(account: Account) -> None:
    copy = capture(WORDS, url="https://example.org/a", account=account)
    for name, value in [("url", "https://example.org/b"), ("sha256", "0" * 64), ("publisher", "Other"), ("size", 1)]:
        changed = Copy.objects.get(pk=copy.pk)
        setattr(changed, name, value)
        with pytest.raises(ValueError, match="never altered"):
            changed.save()
    with pytest.raises(ValueError, match="never deleted"):
        copy.delete()
    assert Copy.objects.get(pk=copy.pk).url == "https://example.org/a"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE sources_copy SET url = 'https://example.org/b'",
        "UPDATE sources_copy SET size = 1",
        "DELETE FROM sources_copy",
    ],
)
def test_the_database_refuses_to_alter_a_copy(account: Account, sql: str) -> None:
    capture(WORDS, url="https://example.org/a", account=account)
    Capture.objects.all().delete()
    with pytest.raises(Error, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Copy.objects.get().url == "https://example.org/a"


def test_the_level_of_a_copy_may_be_raised(account: Account) -> None:
    copy = capture(WORDS, account=account)
    copy.change(seen=1, level="sealed")
    assert Copy.objects.get(pk=copy.pk).level == "sealed"


def test_who_may_not_add_leaves_nothing_behind(own_workspace: Workspace) -> None:
    reader = make_account("bek", "mountain river bridge", roles=["reader"])
    with pytest.raises(NotAllowed):
        capture(WORDS, account=reader)
    assert not Copy.objects.exists() and not store.originals().exists()


def test_an_empty_file_leaves_nothing_behind(account: Account) -> None:
    before = verbs()
    with pytest.raises(EmptyFile, match="note"):
        capture(b"", "note.txt", account=account)
    assert not Copy.objects.exists() and verbs() == before


def test_a_log_that_cannot_be_written_takes_the_copy_with_it(
    own_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make_account("aida", "mountain river bridge", roles=["editor"])

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the log is full")

    monkeypatch.setattr(audit, "log", fail)
    with pytest.raises(RuntimeError):
        capture(WORDS, account=person)
    assert not Copy.objects.exists() and not Capture.objects.exists()


def test_the_digest_is_taken_before_the_kind_is_told(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    from qalqan.sources import capture as module

    def look(head: bytes, name: str) -> str:
        assert store.is_kept(sha256(WORDS).hexdigest())
        return "text/plain"

    monkeypatch.setattr(module, "media_type_of", look)
    capture(WORDS, account=account)


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"%PDF-1.7\n", "a.txt", "application/pdf"),
        (b"PK\x03\x04rest", "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04rest", "a.bin", "application/zip"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "a", "text/html"),
        (b"<div>", "a.htm", "text/html"),
        (b"<div>", "a.txt", "text/plain"),
        ("<html>".encode("utf-16"), "a", "text/html"),
        ("Заявление".encode("cp1251"), "a.txt", "text/plain"),
        (b"# Title", "a.md", "text/markdown"),
        (b"WARC/1.1\r\n", "a", "application/warc"),
        (b"\x00\x01\x02", "a.txt", "application/octet-stream"),
        (b"\x89PNG\r\n", "a.pdf", "image/png"),
    ],
)
def test_the_kind_is_told_by_the_first_bytes(head: bytes, name: str, expected: str) -> None:
    assert media_type_of(head, name) == expected


@pytest.mark.file_database
def test_a_copy_is_found_by_its_address_without_reading_them_all(db: None) -> None:
    assert "sources_copy_by_address" in Copy.objects.filter(url="https://example.org/note").order_by().explain()
