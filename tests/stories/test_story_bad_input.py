"""Files that cannot be read: one sentence each that names the file and what to do; the rest goes on; nothing is half-stored."""

from __future__ import annotations

import os
from pathlib import Path

import pikepdf
from command import asked, qalqan

GOOD = "The authorities of Kyrgyzstan should register the group without delay. They should return its computers."


def a_locked_pdf(path: Path) -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(owner="one", user="other"))
    return path


def test_one_broken_file_among_twenty_stops_nothing(empty_home: Path, tmp_path: Path):
    folder = tmp_path / "twenty"
    folder.mkdir()
    for n in range(19):
        (folder / f"note-{n:02}.txt").write_text(f"Note {n}\n\n{GOOD}\n", "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    qalqan("init")
    done = qalqan("add", folder, ends=1)
    sentences = [line for line in done.stderr.splitlines() if "broken.pdf" in line]
    assert len(sentences) == 1
    assert "1 of 20 files" in done.stderr
    assert asked("search", "computers")["total"] == 19


def test_each_bad_file_gives_one_sentence_with_its_name(empty_home: Path, tmp_path: Path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.bin").write_bytes(os.urandom(4096))
    (tmp_path / "wrong.pdf").write_text(f"<html><body><p>{GOOD}</p></body></html>", "utf-8")
    a_locked_pdf(tmp_path / "locked.pdf")
    with open(tmp_path / "huge.txt", "wb") as huge:
        huge.truncate(300 * 2**20)
    qalqan("init")
    for name, told in (
        ("empty.txt", "empty"),
        ("binary.bin", "binary.bin"),
        ("locked.pdf", "password"),
        ("huge.txt", "MB"),
    ):
        done = qalqan("add", tmp_path / name, ends=1)
        first = done.stderr.splitlines()[0]
        assert name in first
        assert told in first
        assert first.endswith(".")
        assert "Traceback" not in done.stderr
    taken = asked("add", tmp_path / "wrong.pdf")  # a wrong extension is no obstacle: the bytes say what it is
    assert taken["added"][0]["proposed"] > 0
    assert len(asked("search", "computers")["hits"]) == 1
    held = [p for p in (empty_home / "originals").rglob("*") if p.is_file()]
    assert len(held) == 1, "what could not be read left nothing behind"


def test_a_wrong_call_says_what_to_do(empty_home: Path, tmp_path: Path):
    assert "is not there" in qalqan("add", tmp_path / "nothing", ends=2).stderr
    assert "qalqan init" in qalqan("search", "anything", ends=1).stderr
    qalqan("init")
    assert "no country" in qalqan("search", "anything", "--country", "Atlantis", ends=2).stderr
    assert "no date" in qalqan("status", "Code", "--as-of", "yesterday", ends=2).stderr
