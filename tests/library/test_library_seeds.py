"""Both founding documents, read for real, in the library: how they are found and cited (DOMAIN 5, scenarios 7 to 9)."""

from __future__ import annotations

from pathlib import Path

import pytest
from publications import a_copy

from qalqan.extraction.pipeline import extract
from qalqan.library.catalogue import catalogue
from qalqan.library.citation import cite
from qalqan.library.search import engine

SEEDS = Path(__file__).parents[2].parent / "shared" / "data" / "seeds"


@pytest.fixture
def seeds(account):
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip("needs ../shared/data: the two founding documents")
    texts = [catalogue(a_copy(), extract(file), account) for file in files]
    for text in texts:
        engine.index(text)
    return texts


def found(query, account, **filters):
    return {hit.text for hit in engine.search(query, account, **filters).hits}


@pytest.mark.shared
def test_the_seeds_are_found_by_country_and_by_names_in_both_scripts(seeds, account):
    first, second = seeds
    assert found("", account, countries=("TKM", "UZB")) == {first}
    assert found("", account, countries=("UZB", "KAZ")) == {first}
    assert found("", account, countries=("UZB", "KAZ"), any_country=True) == {first, second}
    for name in ("аскаров", "Askarov", "Azimzhan", "Azimjon"):
        assert found(name, account) == {text for text in seeds if "Askarov" in text.body}, name
    for name in ("Sodiqov", "Содиков"):
        assert found(name, account) == {second}, name


@pytest.mark.shared
def test_the_page_around_a_seed_is_not_found(seeds, account):
    assert "cult" in seeds[0].body and found('"personality cult"', account) == set()


@pytest.mark.shared
def test_seed_1_as_read_is_cited_as_refworld_cites_it(seeds):
    work = seeds[1].work
    assert work.cite_as and cite(work) == work.cite_as
