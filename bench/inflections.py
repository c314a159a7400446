"""Inflected forms and both scripts: `python -m bench.inflections` prints the tables of docs/reference/search.md.

Found: of all pairs (typed, written) of forms of one word, those where what is written is found by what is typed, with no
language given for the query. Precision, on the treebanks of ../shared/data: of all pairs of different words of a text
that are found by each other, those that are forms of one word (have one lemma).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import yaml

from qalqan.texts.words import key, query_keys

LISTED = yaml.safe_load((Path(__file__).parent / "inflections.yaml").read_text("utf-8"))
DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "languages" / "ud"
TREEBANKS = {"kk": "kk_ktb-ud-train.conllu", "ky": "ky_ktmu-ud-train.conllu", "uz": "uz_ut-ud-test.conllu"}
NOMINAL = {"NOUN", "PROPN", "ADJ"}


def is_found(typed: str, written: str, language: str) -> bool:
    return key(written, language) in query_keys(typed)


def listed(code: str) -> tuple[int, int, list[str]]:
    """(pairs found, pairs, those that are not) of the words listed for a language."""
    found, pairs, missed = 0, 0, []
    for line in LISTED[code]:
        for typed, written in permutations(line.split(), 2):
            pairs += 1
            if is_found(typed, written, code[:2]):
                found += 1
            else:
                missed.append(f"{typed}→{written}")
    return found, pairs, missed


def apart(language: str) -> tuple[int, int, list[str]]:
    """(pairs kept apart, pairs, those that meet) of the words listed as different."""
    pairs = [pair.split() for pair in LISTED["apart"][language]]
    met = [f"{one}={other}" for one, other in pairs if is_found(one, other, language) or is_found(other, one, language)]
    return len(pairs) - len(met), len(pairs), met


def treebank(language: str) -> Iterator[tuple[str, str, str]]:
    """(form, lemma, part of speech) of the words of a treebank."""
    for line in (DATA / TREEBANKS[language]).read_text("utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) > 3 and columns[0].isdigit() and columns[1].replace("ʻ", "").isalpha():
            yield columns[1].casefold(), columns[2].casefold(), columns[3]


def of_treebank(language: str) -> tuple[float, int, float, int]:
    """(recall, pairs; precision, pairs) over the nouns, names and adjectives of a treebank."""
    lemmas: dict[str, set[str]] = defaultdict(set)
    for form, lemma, kind in treebank(language):
        if kind in NOMINAL:
            lemmas[form].add(lemma)
    forms: dict[str, set[str]] = defaultdict(set)
    by_key: dict[str, set[str]] = defaultdict(set)
    for form, of in lemmas.items():
        by_key[key(form, language)].add(form)
        for lemma in of:
            forms[lemma].add(form)
    same = {pair for of in forms.values() for pair in permutations(of, 2)}
    met = {pair for of in by_key.values() for pair in permutations(of, 2)}
    both = len(same & met)
    return both / len(same), len(same), both / len(met), len(met)


def tables() -> Iterator[str]:
    yield "| language | words listed | pairs of forms | found | different words kept apart |"
    yield "|---|---|---|---|---|"
    for code in LISTED:
        if code == "apart":
            continue
        found, pairs, _missed = listed(code)
        kept, of, _met = apart(code) if code in LISTED["apart"] else (0, 0, [])
        share = f"{kept} of {of}" if of else "as in Latin letters"
        yield f"| {code} | {len(LISTED[code])} | {pairs:,} | {found / pairs:.1%} | {share} |"
    if not DATA.exists():
        return
    yield ""
    yield "| treebank, nominal words nobody listed | pairs of forms of one lemma | found | pairs that meet | of one lemma |"
    yield "|---|---|---|---|---|"
    for language, file in TREEBANKS.items():
        recall, same, precision, met = of_treebank(language)
        yield f"| {language}: {file.partition('-')[0]} | {same:,} | {recall:.1%} | {met:,} | {precision:.1%} |"


if __name__ == "__main__":
    print("\n".join(tables()))
