"""News articles: who was harmed, what is reported, by whom, where and when, weighed over the whole text."""

from __future__ import annotations

import json
from typing import Any

from extracted import HEAD, extracted

from qalqan.extraction import weighed
from qalqan.extraction.article_words import kinds_among, shares_of_words, signs_of_words
from qalqan.extraction.article_years import signs_of_years, telling, year_of_article
from qalqan.extraction.articles import HARM_OF, HARMS, PERPETRATORS, is_article
from qalqan.extraction.person_names import PersonNames
from qalqan.extraction.persons_harmed import how_likely_harmed, persons_spoken_of, signs_of_harm
from qalqan.extraction.pipeline import open_text
from qalqan.texts.reading import read
from qalqan.vocabularies import scheme

ARTICLE = """Journalist Edgar Bordur arrested in Kazakhstan

Publication date: 2019-09-17

Police in Kazakhstan arrested the journalist Edgar Bordur at his home on Monday, his lawyer Anna Syldav told reporters.

Bordur, 41, was detained after he wrote about the land market. He was beaten by police officers at the station, his lawyer said.

"We will appeal against his detention," Syldav told reporters outside the court in Almaty.

President Ivo Ruri said the law was the same for everyone.

Ruri Harkon, a spokesman for the ministry, said that the journalist was detained for questioning.

The journalist remains in detention in Almaty, Syldav added.
"""


def acts(text: str) -> list[dict[str, Any]]:
    return extracted(text, ("act", "pattern"))["candidates"]


def victims(text: str) -> set[str]:
    return {one["name"] for act in acts(text) for one in act["fields"]["victims"] if one["name"]}


def test_who_was_harmed_is_a_victim_and_who_speaks_or_rules_is_not() -> None:
    assert victims(ARTICLE) == {"Edgar Bordur"}


def test_an_act_without_a_date_has_that_of_the_event_and_its_country() -> None:
    found = acts(ARTICLE)
    assert {one["fields"]["country"] for one in found} == {"KAZ"}
    assert all((one["fields"]["date"]["edtf"] or "").lstrip("./").startswith("2019-09") for one in found)


def test_the_kind_of_perpetrator_is_in_the_words_of_the_field() -> None:
    words = {term.mappings.get("hrdsattack") for term in scheme("perpetrator-kinds")}
    assert {one["fields"]["perpetrator_type"] for one in acts(ARTICLE)} == {"state actor"} <= words


def test_the_origin_names_the_model_and_the_confidence_is_a_probability() -> None:
    for one in acts(ARTICLE):
        assert one["origin"] == f"acts.article/{weighed.models()['version']}"
        assert 0.0 <= one["confidence"] <= 0.9


def test_a_statement_that_speaks_for_itself_is_read_claim_by_claim() -> None:
    text = HEAD + "In Tajikistan the journalist Edgar Bordur was threatened. We are concerned. " * 4
    assert {one["origin"].partition("/")[0] for one in acts(text)} == {"acts.cue"}


def test_every_kind_of_harm_and_of_perpetrator_is_in_a_vocabulary() -> None:
    assert [code for code in HARM_OF if code not in scheme("acts")] == []
    assert [kind for kind in PERPETRATORS if kind != "unsaid" and kind not in scheme("perpetrator-kinds")] == []


def test_the_file_of_weights_holds_every_model_and_no_name() -> None:
    written = json.loads(weighed.FILE.read_text("utf-8"))
    assert set(written["weights"]) == {
        "harmed",
        "country",
        "year",
        "month",
        *HARMS,
        *(f"by {kind}" for kind in PERPETRATORS),
    }
    signs = [sign for weights in written["weights"].values() for sign in weights]
    words = [sign for sign in signs if sign.startswith(("any ", "of ", "lead word", "title word", "word "))]
    kinds = ("role ", "act ", "before ", "after ")  # codes of the vocabularies are in capitals, words never
    assert [sign for sign in words if sign != sign.lower() and not any(kind in sign for kind in kinds)] == []


def test_a_sign_that_is_not_in_the_file_weighs_nothing() -> None:
    assert weighed.probability("harmed", {"no such sign": 1.0}) == weighed.probability("harmed", {})


def test_models_weighed_together_say_what_each_says_alone() -> None:
    signs = {"lead has detention": 1.0, "surest person": 0.7, "no such sign": 1.0}
    together = weighed.probabilities(("detention", "killing"), signs)
    assert {model: round(p, 9) for model, p in together.items()} == {
        model: round(weighed.probability(model, signs), 9) for model in ("detention", "killing")
    }


def test_every_year_that_an_article_names_is_weighed_and_its_own() -> None:
    text = "He was arrested in May 2014. In 2013 (see photo of 2012) police beat him."
    work = f"Journalist Edgar Bordur arrested\n\nPublication date: 2019-09-17\n\n{text}\n"
    context = open_text(read(work.encode(), "article.txt"))
    names = PersonNames(context)
    signs = signs_of_years(context, names, {}, telling(names, context.sentences, 2, {}), {})
    assert set(signs) == {None, 2019, 2014, 2013, 2012}
    assert (signs[2014]["order 0"], signs[2014]["with its month"], signs[2014]["newest"]) == (1.0, 1.0, 1.0)
    assert signs[2012]["oldest"] == signs[2012]["caption"] == signs[2019]["is own"] == 1.0


def test_the_year_of_an_article_that_prints_none_is_its_own() -> None:
    context = open_text(read(ARTICLE.encode(), "article.txt"))
    names = PersonNames(context)
    year, likely = year_of_article(
        context, names, {}, telling(names, context.sentences, 3, {}), signs_of_words(context)
    )
    assert year == 2019
    assert 0.0 < likely <= 1.0


def test_the_same_article_is_read_the_same_way_twice() -> None:
    assert acts(ARTICLE) == acts(ARTICLE)


def test_a_person_is_weighed_the_same_way_as_the_training_weighs_them() -> None:
    context = open_text(read(ARTICLE.encode(), "article.txt"))
    names = PersonNames(context)
    persons = persons_spoken_of(context, names)
    assert [one.name for one in persons.spoken][:1] == ["Edgar Bordur"]
    for one in persons.spoken:
        by_signs = weighed.probability("harmed", signs_of_harm(context, names, one, persons))
        assert round(how_likely_harmed(context, names, one, persons), 9) == round(by_signs, 9)


def test_what_an_article_speaks_of_is_counted_by_kinds_of_words() -> None:
    text = (
        "Court rules\n\nPublication date: 2019-09-17\n\n"
        + "A gang took a man for ransom. " * 3
        + "Nothing else was said. " * 80
    )
    signs = signs_of_words(open_text(read(text.encode(), "article.txt")))
    assert signs["any words of gangs"] == signs["title words of courts"] == 0.5
    assert signs["words of ransoms"] == signs["lead words of ransoms"] > signs["words of courts"] > 0
    assert signs["density of gangs"] > signs["density of courts"]
    assert "any words of soldiers" not in signs
    assert not any(sign.startswith(("any words", "words")) for sign in shares_of_words(signs))


def test_a_word_is_of_a_kind_as_a_whole_or_by_its_beginning() -> None:
    assert kinds_among(["ransoms"]) == ["ransoms"]
    assert "courts" in kinds_among(["court"])
    assert kinds_among(["courtyard", "nothing"]) == []


def test_an_event_may_have_no_year() -> None:
    text = "Ten soups\n\nPublication date: 2019-09-17\n\nA soup wants salt and time.\n"
    context = open_text(read(text.encode(), "article.txt"))
    names = PersonNames(context)
    signs = signs_of_years(context, names, {}, telling(names, [], 0, {}), signs_of_words(context))
    assert set(signs) == {None, 2019}
    assert signs[None]["none"] == 1.0
    assert signs[None]["none told"] == 0.0


def test_a_report_or_a_statement_that_an_article_only_speaks_of_makes_it_no_report_and_nobody_its_issuer() -> None:
    told = "Police arrested him on Monday, they said. According to a recent report by the Blue Poplar Union, he was beaten.\n\n"
    text = "Critic of reporters appealed\n\nPublication date: 2019-09-17\n\n" + told * 4
    context = open_text(read(text.encode(), "article.txt"))
    assert context.work.issuers == []
    assert context.work.kind != "report"
    assert is_article(context)
    by = "A joint statement by the Blue Poplar Union (Kazakhstan) and the Reed Foundation (Kyrgyzstan)"
    own = open_text(read(f"Free him\n\n{by}\n\nWe object to his arrest.\n".encode(), "statement.txt"))
    assert [one["name"] for one in own.work.issuers] == ["Blue Poplar Union", "Reed Foundation"]
