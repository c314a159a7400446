"""A copy of an edition is checked with the public key alone, and every change to it is named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from qalqan.errors import EditionChanged, WrongSignature
from qalqan.publishing.manifest import MANIFEST, PUBLIC_KEY, SIGNATURE, Manifest, list_files
from qalqan.publishing.signing import PublicKey, SigningKey, check
from qalqan.publishing.verify import verify

KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER_KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))


def an_edition(folder: Path, key: SigningKey = KEY, number: int = 1) -> Path:
    """A small signed folder with a page, a feed and a letter outside ASCII in a file's name."""
    (folder / "pages" / "en").mkdir(parents=True)
    (folder / "index.html").write_text("<p>Held today</p>")
    (folder / "pages" / "en" / "cases.html").write_text("<p>One case</p>")
    (folder / "pages" / "Қазақстан.json").write_text("{}")
    (folder / PUBLIC_KEY).write_text(key.public.file)
    manifest = Manifest(number, "2014-07-23", "ab" * 32, key.public.id, list_files(folder))
    (folder / MANIFEST).write_bytes(manifest.as_bytes())
    (folder / SIGNATURE).write_text(key.sign(manifest.as_bytes(), manifest.comment()))
    return folder


def test_a_whole_edition_verifies_and_says_what_it_is(tmp_path: Path) -> None:
    verified = verify(an_edition(tmp_path / "edition"), KEY.public.line)
    assert (verified.edition, verified.as_of, verified.files) == (1, "2014-07-23", 4)
    assert verified.key_id == KEY.public.id
    assert verified.key_given


def test_a_key_found_in_the_folder_is_told_apart_from_one_that_was_given(tmp_path: Path) -> None:
    assert not verify(an_edition(tmp_path / "edition")).key_given


def test_a_changed_byte_is_found_and_its_file_named(tmp_path: Path) -> None:
    folder = an_edition(tmp_path / "edition")
    page = folder / "pages" / "en" / "cases.html"
    page.write_bytes(page.read_bytes().replace(b"One", b"Two"))
    with pytest.raises(EditionChanged, match=r"pages/en/cases\.html was changed"):
        verify(folder, KEY.public.line)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = an_edition(tmp_path / "edition")
    (folder / "index.html").unlink()
    with pytest.raises(EditionChanged, match=r"index\.html is missing"):
        verify(folder, KEY.public.line)


@pytest.mark.parametrize("extra", ["extra.html", ".hidden", "pages/en/new.js", "static/track.js"])
def test_a_file_too_many_is_named(tmp_path: Path, extra: str) -> None:
    folder = an_edition(tmp_path / "edition")
    (folder / extra).parent.mkdir(exist_ok=True)
    (folder / extra).write_text("")
    with pytest.raises(EditionChanged, match=extra.replace(".", r"\.") + " does not belong"):
        verify(folder, KEY.public.line)


def test_a_link_to_the_outside_is_refused(tmp_path: Path) -> None:
    folder = an_edition(tmp_path / "edition")
    page = folder / "index.html"
    (tmp_path / "outside.html").write_bytes(page.read_bytes())
    page.unlink()
    page.symlink_to(tmp_path / "outside.html")
    with pytest.raises(EditionChanged, match=r"index\.html is a link"):
        verify(folder, KEY.public.line)


def test_another_key_is_refused(tmp_path: Path) -> None:
    folder = an_edition(tmp_path / "edition")
    with pytest.raises(WrongSignature, match=OTHER_KEY.public.id):
        verify(folder, OTHER_KEY.public.line)


def test_an_edition_signed_anew_by_a_stranger_is_refused_by_the_key_obtained_elsewhere(tmp_path: Path) -> None:
    folder = an_edition(tmp_path / "edition", key=OTHER_KEY)
    assert verify(folder).key_id == OTHER_KEY.public.id  # it agrees with itself
    with pytest.raises(WrongSignature):
        verify(folder, KEY.public.line)


def test_a_key_with_the_right_id_but_other_bytes_is_refused(tmp_path: Path) -> None:
    forged = PublicKey(OTHER_KEY.public.raw, KEY.public.number)
    with pytest.raises(WrongSignature, match="not what its publisher signed"):
        verify(an_edition(tmp_path / "edition"), forged.line)


def test_a_changed_manifest_is_refused(tmp_path: Path) -> None:
    folder = an_edition(tmp_path / "edition")
    manifest = folder / MANIFEST
    manifest.write_bytes(manifest.read_bytes().replace(b'"edition": 1', b'"edition": 9'))
    with pytest.raises(WrongSignature, match="not what its publisher signed"):
        verify(folder, KEY.public.line)


def test_a_changed_trusted_comment_is_refused(tmp_path: Path) -> None:
    folder = an_edition(tmp_path / "edition")
    signature = folder / SIGNATURE
    signature.write_text(signature.read_text().replace("number:1", "number:2"))
    with pytest.raises(WrongSignature):
        verify(folder, KEY.public.line)


@pytest.mark.parametrize("broken", ["", "nothing", "untrusted comment: x\nAAAA\ntrusted comment: y\nAAAA\n"])
def test_a_damaged_signature_is_one_sentence_not_a_crash(tmp_path: Path, broken: str) -> None:
    folder = an_edition(tmp_path / "edition")
    (folder / SIGNATURE).write_text(broken)
    with pytest.raises(WrongSignature, match="damaged"):
        verify(folder, KEY.public.line)


@pytest.mark.parametrize("broken", ["", "not base64!", "AAAA", "untrusted comment: only"])
def test_what_is_no_key_is_refused(tmp_path: Path, broken: str) -> None:
    with pytest.raises(WrongSignature, match="not a public key"):
        verify(an_edition(tmp_path / "edition"), broken)


def test_a_folder_that_is_no_edition_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EditionChanged, match=r"manifest\.json is missing"):
        verify(tmp_path, KEY.public.line)
    with pytest.raises(EditionChanged, match=r"manifest\.json is missing"):
        verify(tmp_path / "nowhere", KEY.public.line)


@pytest.mark.parametrize(
    "broken", [b"", b"[]", b"{}", b"\xff", b'{"format": "qalqan-edition/2"}', b'{"format": "qalqan-edition/1"}', b"[" * 9999]
)  # fmt: skip
def test_a_manifest_that_cannot_be_read_is_one_sentence(broken: bytes) -> None:
    with pytest.raises(EditionChanged):
        Manifest.read(broken)


def test_a_manifest_reads_back_as_it_was_written(tmp_path: Path) -> None:
    manifest = Manifest.read((an_edition(tmp_path / "edition") / MANIFEST).read_bytes())
    assert [f.path for f in manifest.files] == ["index.html", "pages/en/cases.html", "pages/Қазақстан.json", PUBLIC_KEY]
    assert Manifest.read(manifest.as_bytes()) == manifest


def test_content_is_the_files_alone() -> None:
    files = Manifest(1, "2014-07-23", "", KEY.public.id, ()).files
    one, two = Manifest(1, "2014-07-23", "aa", "k", files), Manifest(2, "2015-01-01", "bb", "l", files)
    assert one.content() == two.content()


def test_the_same_bytes_and_key_give_the_same_signature() -> None:
    assert KEY.sign(b"words", "comment") == KEY.sign(b"words", "comment")
    assert check(b"words", KEY.sign(b"words", "comment"), KEY.public) == "comment"


def test_a_comment_of_two_lines_is_never_signed() -> None:
    with pytest.raises(ValueError, match="one line"):
        KEY.sign(b"words", "one\ntrusted comment: two")


def test_minisign_itself_accepts_an_edition_and_refuses_a_changed_one(tmp_path: Path) -> None:
    minisign = shutil.which("minisign")
    if minisign is None:
        pytest.skip("minisign is not installed (Debian package minisign)")
    folder = an_edition(tmp_path / "edition")

    def minisign_says() -> subprocess.CompletedProcess[str]:
        call = [minisign, "-Vm", str(folder / MANIFEST), "-p", str(folder / PUBLIC_KEY)]
        return subprocess.run(call, capture_output=True, text=True, check=False)

    accepted = minisign_says()
    assert accepted.returncode == 0, accepted.stderr
    assert "number:1 as-of:2014-07-23" in accepted.stdout
    with (folder / MANIFEST).open("ab") as file:
        file.write(b" ")
    assert minisign_says().returncode != 0


def test_a_signature_made_by_minisign_itself_is_accepted(tmp_path: Path) -> None:
    minisign = shutil.which("minisign")
    if minisign is None:
        pytest.skip("minisign is not installed (Debian package minisign)")
    (tmp_path / "words").write_bytes(b"words")
    public, secret = str(tmp_path / "key.pub"), str(tmp_path / "key.sec")
    subprocess.run([minisign, "-G", "-W", "-p", public, "-s", secret], capture_output=True, check=True)
    call = [minisign, "-S", "-s", secret, "-m", str(tmp_path / "words"), "-t", "by hand"]
    subprocess.run(call, capture_output=True, check=True)
    key = PublicKey.read(Path(public).read_text())
    assert check(b"words", (tmp_path / "words.minisig").read_text(), key) == "by hand"
    assert key.file.splitlines()[0].endswith(key.id)


def test_verifying_needs_neither_settings_nor_a_database(tmp_path: Path) -> None:
    folder = an_edition(tmp_path / "edition")
    script = (
        "import sys\nfrom pathlib import Path\nfrom qalqan.publishing.verify import verify\n"
        "print(verify(Path(sys.argv[1])).files)\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] in ('django', 'sqlite3', 'sqlcipher3')]\n"
    )
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, env=environment, check=False
    )
    assert (done.returncode, done.stdout) == (0, "4\n"), done.stderr
