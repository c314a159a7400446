"""An edition is whole, signed, the same from the same record, and replaced in one move."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from makers import (
    a_case,
    a_clause,
    a_link,
    a_process,
    a_provision,
    a_recommendation,
    a_situation,
    a_standard,
    a_step,
    a_text,
    an_act,
    an_actor,
    an_assessment,
    an_instrument,
)
from qalqan.errors import EditionError, NotAllowed
from qalqan.library.models import Text, Work
from qalqan.publishing import editions
from qalqan.publishing.editions import publish
from qalqan.publishing.models import Edition, PublicId
from qalqan.publishing.verify import verify
from qalqan.safety import accounts
from qalqan.safety.models import LogEntry

DAY = date(2014, 7, 23)


def a_public_world() -> Text:
    """A publication with one of everything that can be published."""
    text = a_text(level="public")
    recommendation = a_recommendation(text, level="public")
    clause = a_clause(recommendation, text, level="public")
    an_assessment(clause, text, level="public")
    again = a_text("The court must release the lawyer now.", level="public")
    a_link(clause, a_clause(a_recommendation(again, level="public"), again, level="public"), level="public")
    instrument = an_instrument(level="public")
    a_provision(text, instrument, level="public")
    a_standard(text, level="public")
    a_situation(text, level="public")
    a_step(text, a_process(instrument=instrument, level="public"), level="public")
    an_act(text, a_case("A lawyer", level="public"), victim=an_actor(level="public"), level="public")
    an_actor("Steppe Lawyers", "organisation", level="public")
    return text


def files_of(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_an_edition_has_pages_feeds_search_database_and_a_good_signature(db: None, tmp_path: Path) -> None:
    a_public_world()
    edition = publish(tmp_path / "edition", as_of=DAY)
    files = files_of(tmp_path / "edition")
    for needed in ("index.html", "edition.db", "manifest.json", "manifest.json.minisig", "qalqan.pub"):
        assert needed in files
    for folder in ("pages/en/", "pages/ru/", "feeds/", "static/", "search/"):
        assert any(path.startswith(folder) for path in files), folder
    verified = verify(tmp_path / "edition", (tmp_path / "edition" / "qalqan.pub").read_text())
    assert (verified.edition, verified.as_of, verified.key_id) == (edition.number, "2014-07-23", edition.key_id)
    assert verified.files == len(files) - 2


def test_publishing_twice_gives_the_same_bytes_and_the_same_number(db: None, tmp_path: Path) -> None:
    a_public_world()
    first = publish(tmp_path / "one", as_of=DAY)
    second = publish(tmp_path / "two", as_of=DAY)
    again = publish(tmp_path / "one", as_of=DAY)
    assert first.number == second.number == again.number == 1
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_a_change_makes_the_next_edition(db: None, tmp_path: Path) -> None:
    text = a_public_world()
    publish(tmp_path / "edition", as_of=DAY)
    text.work.change(seen=text.work.version, title="Lawyers under more pressure")
    assert publish(tmp_path / "edition", as_of=DAY).number == 2
    assert verify(tmp_path / "edition").edition == 2
    assert Edition.objects.count() == 2


def test_another_day_is_another_edition(db: None, tmp_path: Path) -> None:
    a_public_world()
    publish(tmp_path / "edition", as_of=DAY)
    assert publish(tmp_path / "edition", as_of=date(2014, 8, 1)).number == 2


def test_another_version_of_the_pages_is_another_edition(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_public_world()
    publish(tmp_path / "edition", as_of=DAY)
    render_all = editions.render_all
    monkeypatch.setattr(editions, "render_all", lambda rows: [*render_all(rows), ("pages/new.html", b"new")])
    assert publish(tmp_path / "edition", as_of=DAY).number == 2
    assert publish(tmp_path / "edition", as_of=DAY).number == 2
    assert (tmp_path / "edition" / "pages" / "new.html").is_file()


def test_public_ids_are_drawn_once_and_tell_nothing(db: None, tmp_path: Path) -> None:
    text = a_public_world()
    publish(tmp_path / "edition", as_of=DAY)
    drawn = {held.entry: held.public_id for held in PublicId.objects.all()}
    text.work.change(seen=text.work.version, title="Another title")
    publish(tmp_path / "edition", as_of=date(2014, 8, 1))
    kept = PublicId.objects.get(entry=text.work.permanent_id)
    assert kept.public_id == drawn[text.work.permanent_id]
    assert (kept.entered, kept.first, kept.last) == (DAY, 1, 2)
    page = tmp_path / "edition" / "pages" / "en" / "publications" / f"{kept.public_id}.html"
    assert page.is_file()
    assert text.work.permanent_id.encode() not in b"".join(
        p.read_bytes() for p in (tmp_path / "edition").rglob("*.*") if p.is_file()
    )


def test_an_empty_record_is_published_too(db: None, tmp_path: Path) -> None:
    publish(tmp_path / "edition", as_of=DAY)
    assert verify(tmp_path / "edition").edition == 1


def test_the_root_of_the_log_stands_in_the_manifest(db: None, tmp_path: Path) -> None:
    a_public_world()
    edition = publish(tmp_path / "edition", as_of=DAY)
    manifest = json.loads((tmp_path / "edition" / "manifest.json").read_text())
    assert manifest["audit_root"] == edition.audit_root
    assert len(bytes.fromhex(manifest["audit_root"])) == 32


def test_publishing_is_logged(account: Any, tmp_path: Path) -> None:
    publish(tmp_path / "edition", account, DAY)
    assert LogEntry.objects.get(verb="publishing.published").object_id == "edition-1"


def test_who_is_no_publisher_publishes_nothing(account: Any, tmp_path: Path) -> None:
    reader = accounts.make_account("bek", "mountain river bridge", roles=("reader", "editor"))
    with pytest.raises(NotAllowed):
        publish(tmp_path / "edition", reader, DAY)
    assert not (tmp_path / "edition").exists()


def test_an_interrupted_publish_leaves_the_former_edition_whole(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = a_public_world()
    publish(tmp_path / "edition", as_of=DAY)
    former = files_of(tmp_path / "edition")
    text.work.change(seen=text.work.version, title="Another title")
    for broken in ("render_all", "list_files", "_sign"):
        with monkeypatch.context() as patch:
            patch.setattr(editions, broken, _stop)
            with pytest.raises(KeyboardInterrupt):
                publish(tmp_path / "edition", as_of=DAY)
        assert files_of(tmp_path / "edition") == former
        assert [path.name for path in tmp_path.iterdir()] == ["edition"]
    publish(tmp_path / "edition", as_of=DAY)
    assert files_of(tmp_path / "edition") != former
    assert verify(tmp_path / "edition").edition == 2


def _stop(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


def test_a_folder_of_other_things_is_not_overwritten(db: None, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text("keep me")
    with pytest.raises(EditionError, match="papers holds something that is no edition"):
        publish(tmp_path / "papers", as_of=DAY)
    assert (tmp_path / "papers" / "letter.txt").read_text() == "keep me"


def test_the_database_is_readable_and_has_no_free_pages(db: None, tmp_path: Path) -> None:
    a_public_world()
    publish(tmp_path / "edition", as_of=DAY)
    with sqlite3.connect(f"file:{tmp_path / 'edition' / 'edition.db'}?mode=ro", uri=True) as public:
        assert public.execute("pragma integrity_check").fetchone() == ("ok",)
        assert public.execute("pragma freelist_count").fetchone() == (0,)
    public.close()


def test_another_zone_locale_and_hash_seed_give_the_same_bytes(own_workspace: Any, tmp_path: Path) -> None:
    a_public_world()
    publish(tmp_path / "here", as_of=DAY)
    script = (
        "import sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from qalqan.config.opening import open_workspace\n"
        "open_workspace(Path(sys.argv[1]), sys.argv[2])\n"
        "from qalqan.publishing.editions import publish\n"
        "publish(Path(sys.argv[3]), as_of=date(2014, 7, 23))\n"
    )
    from conftest import PASSPHRASE

    for seed, zone, language in (("1", "Asia/Almaty", "C"), ("2", "America/New_York", "ru_RU.UTF-8")):
        there = tmp_path / f"there{seed}"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "LANG": language}
        call = [sys.executable, "-c", script, str(own_workspace.home), PASSPHRASE, str(there)]
        done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert files_of(there) == files_of(tmp_path / "here")


def test_only_counted_what_is_public(db: None, tmp_path: Path) -> None:
    a_public_world()
    publish(tmp_path / "one", as_of=DAY)
    for _ in range(3):
        an_act(a_text(), a_case())
    publish(tmp_path / "two", as_of=DAY)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    assert Work.objects.count() == 5
