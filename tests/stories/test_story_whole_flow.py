"""A newcomer takes publications through the whole flow: from a file to a public page that opens from a stick."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest
from command import ROOT, SHARED, asked, qalqan

SAMPLES = sorted(p for p in (ROOT / "samples").iterdir() if p.suffix in {".txt", ".html", ".pdf", ".docx"})


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_a_newcomer_takes_the_samples_from_files_to_a_public_site(empty_home: Path, tmp_path: Path):
    assert "workspace is in" in qalqan("init", "--login", "aziza").stdout
    assert "exists" not in qalqan("init", ends=1).stdout

    added = asked("add", *SAMPLES)
    assert len(added["added"]) == len(SAMPLES)
    assert not added["not_read"]
    assert asked("add", SAMPLES[0])["added"][0]["already"]

    waiting = qalqan("review", "--limit", 5).stdout
    assert "wait for a decision" in waiting
    first = waiting.split()[0]
    qalqan("review", "--reject", first, ends=1)  # a rejection needs its reason
    qalqan("review", "--reject", first, "--reason", "a heading, not a demand")
    assert "accepted" in qalqan("review", "--accept-all").stdout

    assert asked("search", "registration")["total"] > 0
    table = asked("matrix", "--as-of", "2016-06-01")
    assert table["rows"]
    assert any(row["made_before"] for row in table["rows"]), (
        "a demand made again is linked to the first time it was made"
    )

    edition = tmp_path / "edition"
    qalqan("release", "--all", "--reason", "written for this project")
    qalqan("publish", "--to", edition, "--as-of", "2016-06-01")
    assert asked("verify", edition)["files"] > 50
    before = bytes_of(edition)
    qalqan("publish", "--to", edition, "--as-of", "2016-06-01")
    assert bytes_of(edition) == before, "the same record gives the same bytes"

    with sqlite3.connect(f"file:{edition / 'edition.db'}?mode=ro", uri=True) as public:
        assert public.execute("select count(*) from sqlite_master").fetchone()[0] > 3
    page = edition / "pages" / "en" / "publications" / "index.html"
    page = page if page.is_file() else next((edition / "pages" / "en").rglob("*.html"))
    page.write_bytes(page.read_bytes().replace(b"</main>", b"<p>changed</p></main>"))
    told = qalqan("verify", edition, ends=1).stderr
    assert page.name in told

    assert "The log holds" in qalqan("audit", "verify").stdout


@pytest.fixture
def seeds() -> list[Path]:
    found = sorted((SHARED / "data" / "seeds").glob("*.txt"))
    if not found:
        pytest.skip("../shared/data/seeds is not here: the two publications that everything starts from are needed")
    return found


def test_the_two_founding_publications_become_a_followed_up_record(empty_home: Path, seeds: list[Path]):
    qalqan("init")
    asked("add", *seeds)
    qalqan("review", "--accept-all")

    # Scenario 3: the Kazakh Criminal Code before and after it was signed.
    [june] = [
        p
        for p in asked("status", "Criminal Code", "--country", "KAZ", "--as-of", "2014-06-01")["processes"]
        if p["kind"] == "bill"
    ]
    assert june["status"]["stage"] == "under-consideration"
    [july] = [
        p
        for p in asked("status", "Criminal Code", "--country", "KAZ", "--as-of", "2014-07-22")["processes"]
        if p["kind"] == "bill"
    ]
    assert (july["status"]["stage"], july["status"]["date"]) == ("signed", "2014-07-03")
    assert [(s["stage"], s["date"]) for s in july["expected"]] == [("in-force", "2015-01")]
    assert "signed" in july["status"]["words"][0]["exact"]

    # Scenario 2: demands of July that were made in May.
    table = asked("matrix", "--as-of", "2014-07-22")
    again = {
        row["clause"][:40]: row["made_before"]
        for row in table["rows"]
        if row["published"] == "2014-07-21" and row["made_before"]
    }
    relations = sorted(link["relation"] for links in again.values() for link in links)
    assert relations.count("same-text") >= 3
    assert "repeats" in relations
    assert not [row for row in asked("matrix", "--as-of", "2014-06-01")["rows"] if row["published"] == "2014-07-21"]

    # A recommendation is asked about by its words, in any form of theirs.
    standing = asked("status", "release imprisoned defenders", "--country", "UZB", "--as-of", "2014-07-22")
    assert not standing["processes"]
    assert {cell["state"] for row in standing["demands"] for cell in row["cells"].values()} == {"not-assessed"}
    assert all("release" in row["clause"] for row in standing["demands"])
    assert standing["demands"]
    qalqan("status", "release imprisoned gardeners", ends=1)

    # Scenario 5: two States asked, two agreed in principle.
    stages = {
        (country, f["mandate"]): f["stage"]
        for row in table["rows"]
        for country, cell in row["cells"].items()
        for f in cell["followed"]
        if f["kind"] == "visit"
    }
    assert {c for (c, _), stage in stages.items() if stage == "requested"} == {"TKM", "UZB"}
    assert {c for (c, _), stage in stages.items() if stage == "accepted-in-principle"} == {"KAZ", "KGZ"}

    # Scenario 9: AND and OR give different results.
    both = asked("search", "association", "--country", "KAZ", "--country", "TKM")
    either = asked("search", "association", "--country", "KAZ", "--country", "TKM", "--any-country")
    assert 0 < both["total"] < either["total"]
    assert both["understood"] != either["understood"]
