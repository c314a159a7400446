from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from qalqan.config.opening import Workspace
from qalqan.errors import DamagedFile, DiskFull, EmptyFile, NotFound, TooLarge
from qalqan.sources import store

MIB = 1024 * 1024


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LARGEST", 3 * MIB)


def place(digest: str) -> Path:
    return store.place_of(digest)


@pytest.mark.parametrize("size", [1, 17, MIB - 1, MIB, MIB + 1, 2 * MIB, 2 * MIB + 5])
def test_what_was_kept_comes_back_byte_for_byte(workspace: Workspace, size: int) -> None:
    data = bytes(index % 251 for index in range(1000)) * (size // 1000 + 1)
    kept = store.keep(data[:size])
    assert kept.sha256 == sha256(data[:size]).hexdigest() and kept.size == size
    assert store.original(kept.sha256) == data[:size]


def test_a_file_is_kept_as_its_bytes_are(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfa\r\nb\x00")
    kept = store.keep(tmp_path / "a.txt")
    assert store.original(kept.sha256) == b"\xef\xbb\xbfa\r\nb\x00"
    assert kept.head == b"\xef\xbb\xbfa\r\nb\x00"


def test_the_same_bytes_are_stored_once_and_left_alone(own_workspace: Workspace) -> None:
    kept = store.keep(b"once")
    before = place(kept.sha256).read_bytes()
    store.keep(b"once")
    assert place(kept.sha256).read_bytes() == before
    assert len([file for file in store.originals().rglob("*") if file.is_file()]) == 1


def test_the_same_bytes_look_different_in_the_store_each_time(own_workspace: Workspace) -> None:
    kept = store.keep(b"once")
    before = place(kept.sha256).read_bytes()
    place(kept.sha256).unlink()
    store.keep(b"once")
    assert place(kept.sha256).read_bytes() != before


def test_an_empty_file_is_named_and_leaves_nothing(own_workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "empty.html").touch()
    with pytest.raises(EmptyFile, match=r"empty\.html"):
        store.keep(tmp_path / "empty.html")
    assert not store.originals().exists()


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    own_workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as out:
        out.truncate(300 * 1000 * 1000)  # a sparse file: no byte of it exists
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("the file was opened"))
    with pytest.raises(TooLarge, match=r"huge\.pdf has 300 MB"):
        store.keep(huge)
    assert not store.originals().exists()


def test_a_file_that_grows_while_it_is_read_is_refused(
    own_workspace: Workspace, tmp_path: Path, small_limit: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    (tmp_path / "growing").write_bytes(b"x")
    monkeypatch.setattr(Path, "open", lambda *_, **__: io.BytesIO(bytes(5 * MIB)))
    with pytest.raises(TooLarge):
        store.keep(tmp_path / "growing")
    assert [file for file in store.originals().rglob("*") if file.is_file()] == []


@pytest.mark.parametrize(("size", "free"), [(10, 499_999_999), (300_000_000, 599_999_999)])
def test_a_disk_that_is_nearly_full_takes_nothing_in(
    own_workspace: Workspace, monkeypatch: pytest.MonkeyPatch, size: int, free: int
) -> None:
    monkeypatch.setattr(store.shutil, "disk_usage", lambda _: type("Usage", (), {"free": free + 1})())
    store.guard_free_space(store.originals(), size)  # the control: one byte more is enough
    monkeypatch.setattr(store.shutil, "disk_usage", lambda _: type("Usage", (), {"free": free})())
    with pytest.raises(DiskFull, match="free some space"):
        store.guard_free_space(store.originals(), size)


def test_an_error_of_the_disk_leaves_nothing_behind(own_workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", no_space)
    with pytest.raises(DiskFull, match="free some space"):
        store.keep(b"some words")
    assert [file for file in store.originals().rglob("*") if file.is_file()] == []


def sealed(size: int = 2 * MIB + 100) -> tuple[str, Path]:
    kept = store.keep(bytes(size))
    return kept.sha256, place(kept.sha256)


def cut_the_last_chunk(blob: bytes) -> bytes:
    return blob[: 33 + 2 * (MIB + 16)]


def cut_a_byte(blob: bytes) -> bytes:
    return blob[:-1]


def swap_two_chunks(blob: bytes) -> bytes:
    size = MIB + 16
    return blob[:33] + blob[33 + size : 33 + 2 * size] + blob[33 : 33 + size] + blob[33 + 2 * size :]


def flip_a_bit(blob: bytes) -> bytes:
    return blob[:5000] + bytes([blob[5000] ^ 1]) + blob[5001:]


def change_the_salt(blob: bytes) -> bytes:
    return blob[:1] + bytes(32) + blob[33:]


def change_the_version(blob: bytes) -> bytes:
    return b"\x02" + blob[1:]


def keep_the_header_only(blob: bytes) -> bytes:
    return blob[:33]


def empty(blob: bytes) -> bytes:
    return b""


DAMAGES = [
    cut_the_last_chunk, cut_a_byte, swap_two_chunks, flip_a_bit, change_the_salt, change_the_version, keep_the_header_only,
    empty,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_original_is_never_handed_out(own_workspace: Workspace, damage: object) -> None:
    digest, file = sealed()
    store.original(digest)  # the control
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    with pytest.raises(DamagedFile, match="backup"):
        store.original(digest)


def test_an_original_cannot_be_put_in_the_place_of_another(own_workspace: Workspace) -> None:
    one, other = store.keep(b"one"), store.keep(b"other")
    place(one.sha256).write_bytes(place(other.sha256).read_bytes())
    with pytest.raises(DamagedFile):
        store.original(one.sha256)


def test_a_missing_original_is_named_as_missing(own_workspace: Workspace) -> None:
    kept = store.keep(b"one")
    place(kept.sha256).unlink()
    with pytest.raises(NotFound, match="backup"):
        store.original(kept.sha256)


def test_a_disk_that_does_not_return_what_was_written_is_not_trusted(
    own_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store._seal

    def lying(stream: object, out: object, name: str) -> store.Kept:
        kept = real(stream, out, name)  # type: ignore[arg-type]
        out.flush()  # type: ignore[attr-defined]
        out.seek(40)  # type: ignore[attr-defined]
        out.write(b"\x00\x01")  # type: ignore[attr-defined]
        return kept

    monkeypatch.setattr(store, "_seal", lying)
    with pytest.raises(DamagedFile):
        store.keep(b"some words")
    assert [file for file in store.originals().rglob("*") if file.is_file()] == []


def test_what_a_killed_process_left_is_swept_and_nothing_else(own_workspace: Workspace) -> None:
    kept = store.keep(b"one")
    left = store.originals() / "part-0011"
    left.write_bytes(b"half")
    assert store.sweep(left.stat().st_mtime) == 0
    assert store.sweep(left.stat().st_mtime + 1) == 1
    assert store.original(kept.sha256) == b"one"


def test_files_kept_together_are_on_the_disk_when_the_block_ends_and_not_before(own_workspace: Workspace) -> None:
    with store.Keeping() as these:
        kept = [these.keep(f"file {n}".encode() * 50) for n in (1, 2, 3, 1)]
        assert not any(store.is_kept(one.sha256) for one in kept)
    assert [store.original(one.sha256)[:6] for one in kept] == [b"file 1", b"file 2", b"file 3", b"file 1"]
    assert len([file for file in store.originals().rglob("*") if file.is_file()]) == 3


def test_a_block_that_breaks_off_leaves_nothing_of_its_files(own_workspace: Workspace) -> None:
    with pytest.raises(EmptyFile), store.Keeping() as these:
        these.keep(b"whole")
        these.keep(b"")
    assert not [file for file in store.originals().rglob("*") if file.is_file()]


def test_every_file_and_every_folder_is_flushed_before_the_block_ends(
    own_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file before it has its name, its folder after, and the folder of a new folder."""
    flushed: list[Path] = []
    flush = store.os.fsync

    def noted(descriptor: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        flush(descriptor)

    monkeypatch.setattr(store.os, "fsync", noted)
    for n in range(2):
        flushed.clear()
        with store.Keeping() as these:
            kept = [these.keep(f"round {n}, file {m}".encode()) for m in range(3)]
        places = [place(one.sha256) for one in kept]
        assert sum(one.name.startswith("part-") for one in flushed[:3]) == 3
        assert {one.parent for one in places} <= set(flushed[3:])
    monkeypatch.setattr(store, "_settled", set())
    flushed.clear()
    store.keep(b"the first of a process")
    assert store.originals() in flushed
