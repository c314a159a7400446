"""The page on adding a cue is carried out as it stands: the word is missing, is added, is drawn, and is found."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import test_every_cue_is_drawn as drawn_cues
from extracted import found, words

from qalqan.extraction import cues

PAGE = Path(__file__).parents[2] / "docs" / "develop" / "adding-a-cue.md"
HEAD = "Қазақстан: хабарлама\n\n2016 жылғы 5 наурыз\n\nАдвокатқа үш күн бойы қамаудағы адаммен кездесуге рұқсат берілмеді.\n\n"


def block(what: str) -> str:
    """What stands on the page in the fence with this word after its kind."""
    (written,) = re.findall(rf"^```\w+ {what}\n(.*?)\n```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return str(written)


def forget() -> None:
    """Reads the files of words again when they are next needed."""
    for read in (cues.words, cues.table, cues._phrases):
        read.cache_clear()
    for read in (
        drawn_cues.marks_of, drawn_cues.sentences_of, drawn_cues.drawn_words, drawn_cues.found_words,
    ):  # fmt: skip
        read.cache_clear()


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Path]]:
    """Copies of the Kazakh cues and drawings, read instead of the project's own."""
    shutil.copytree(cues._FOLDER, tmp_path / "cues", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copytree(drawn_cues.DRAWN, tmp_path / "drawn")
    monkeypatch.setattr(cues, "_FOLDER", tmp_path / "cues")
    monkeypatch.setattr(drawn_cues, "DRAWN", tmp_path / "drawn")
    forget()
    yield tmp_path / "cues" / "kk.yaml", tmp_path / "drawn" / "kk.marks.txt"
    monkeypatch.undo()
    forget()


def demands() -> list[str]:
    return words(found(HEAD + block("sentence") + "\n", "recommendation"))


def test_the_steps_of_the_page_teach_a_cue(copies: tuple[Path, Path]) -> None:
    listed, drawings = copies
    assert demands() == []

    before = listed.read_text("utf-8")
    assert block("before") in before
    listed.write_text(before.replace(block("before"), block("after")), "utf-8")
    forget()
    assert demands() == [block("sentence")]
    with pytest.raises(AssertionError, match="ләзім"):
        drawn_cues.test_every_cue_has_a_drawn_mark("kk")

    with drawings.open("a", encoding="utf-8") as file:
        file.write(f"\n{block('drawing')}\n")
    forget()
    drawn_cues.test_every_cue_has_a_drawn_mark("kk")
    drawn_cues.test_every_drawn_cue_is_found_as_it_is_drawn("kk")
    drawn_cues.test_no_drawing_outlives_its_cue("kk")


def test_a_drawing_without_its_cue_is_named(copies: tuple[Path, Path]) -> None:
    _, drawings = copies
    with drawings.open("a", encoding="utf-8") as file:
        file.write(f"\n{block('drawing')}\n")
    forget()
    with pytest.raises(AssertionError, match="ләзім"):
        drawn_cues.test_no_drawing_outlives_its_cue("kk")
