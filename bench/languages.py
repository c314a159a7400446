"""Languages told and sentences ended, measured: `python bench/languages.py` prints the tables of docs/reference/languages.md.

Needs ../shared/data beside the project: the Universal Declaration by article, the treebanks, and sentences of KazNERD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from qalqan.texts.language import language_of
from qalqan.texts.reading.plain import read_plain
from qalqan.texts.sentences import sentences

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
DECLARATIONS = ("en", "ru", "kk", "ky", "tg", "uz-Latn", "uz-Cyrl", "tk-Latn", "tk-Cyrl")
TREEBANKS = {"kk": "kk_ktb-ud-train.conllu", "ky": "ky_ktmu-ud-train.conllu", "uz": "uz_ut-ud-test.conllu"}


def pieces(code: str, tag: str) -> list[str]:
    """The paragraphs or articles of the Declaration in a language."""
    page = (DATA / "udhr" / f"udhr_{code}.xml").read_text("utf-8")
    found = re.findall(rf"<{tag}\b.*?</{tag}>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", piece).split()) for piece in found]


def told(texts: list[str], language: str) -> float:
    return sum(language_of(text) == language for text in texts) / len(texts)


def told_inside(code: str, around: str) -> float:
    """Of the articles in one language that stand among those of another, the share marked with their own."""
    own, others = pieces(code, "article"), pieces(around, "article")
    text = read_plain(
        "\n\n".join(part for pair in zip(others, others, own, strict=True) for part in pair).encode(), "a"
    )
    places = [text.body.index(article) for article in own]
    marked = [
        next((p.language or text.language for p in text.passages if p.start <= at < p.end), None) for at in places
    ]
    return sum(language == code[:2] for language in marked) / len(own)


def treebank(file: str) -> list[str]:
    lines = (DATA / "languages" / "ud" / file).read_text("utf-8").splitlines()
    return [line.removeprefix("# text = ").strip() for line in lines if line.startswith("# text = ")]


def boundaries(written: list[str]) -> tuple[int, int, int]:
    """Ends found and right, found and wrong, missed, where the sentences stand one after another."""
    text, ends = " ".join(written), set()
    at = 0
    for sentence in written:
        at += len(sentence)
        ends.add(at)
        at += 1
    got = {end for _, end in sentences(text, 0, len(text))}
    return len(got & ends), len(got - ends), len(ends - got)


def kaznerd() -> Iterator[str]:
    words: list[str] = []
    for line in (DATA / "languages" / "kaznerd" / "IOB2_valid.txt").read_text("utf-8").splitlines():
        if line.strip():
            words.append(line.split()[0])
        elif words:
            yield " ".join(words)
            words = []


def tables() -> Iterator[str]:
    yield "| Universal Declaration | articles told | paragraphs told | articles told inside English | inside Russian |"
    yield "|---|---|---|---|---|"
    for code in DECLARATIONS:
        inside = [f"{told_inside(code, around):.2f}" if code != around else "–" for around in ("en", "ru")]
        whole = [f"{told(pieces(code, tag), code[:2]):.2f}" for tag in ("article", "para")]
        yield f"| {code} | {' | '.join([*whole, *inside])} |"
    yield ""
    yield "| treebank | sentences | boundaries, F1 | those that end in a mark, F1 | single sentences told |"
    yield "|---|---|---|---|---|"
    for language, file in TREEBANKS.items():
        written = treebank(file)
        ended = [one for one in written if re.search(r"[.!?…][\"»”’)]*$", one)]
        scores = [
            2 * right / (2 * right + wrong + missed) for right, wrong, missed in map(boundaries, (written, ended))
        ]
        yield (
            f"| {language}: {file.partition('-')[0]} | {len(written):,} | {scores[0]:.3f} | {scores[1]:.3f} "
            f"| {told(written, language):.2f} |"
        )
    listed = list(kaznerd())
    yield f"| kk: KazNERD, validation | {len(listed):,} | – | – | {told(listed, 'kk'):.2f} |"


if __name__ == "__main__":
    print("\n".join(tables()))
