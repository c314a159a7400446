"""A passage in another language than its text is marked with it; names and single words are not."""

from __future__ import annotations

import pytest

from qalqan.texts.reading.html import read_html
from qalqan.texts.reading.plain import read_plain

ENGLISH = "The lawyer was not allowed to see her client for three days after the arrest, and nobody said why."
RUSSIAN = "Адвоката три дня не пускали к подзащитной после задержания, и никто не объяснил причину отказа."
# No speaker of kk, ky, tg, uz or tk has confirmed these sentences.
OTHERS = [
    ("kk", "Адвокатқа үш күн бойы қорғауындағы адаммен кездесуге рұқсат берілмеді, себебін ешкім айтқан жоқ."),
    ("ky", "Адвокатка үч күн бою камалган адам менен жолугууга уруксат берилген жок, себебин эч ким айткан жок."),
    ("tg", "Ба вакили дифоъ се рӯз барои вохӯрӣ бо шахси боздоштшуда иҷозат надоданд ва сабабашро нагуфтанд."),
    ("uz", "Advokatga uch kun davomida qamoqdagi odam bilan uchrashishga ruxsat berilmadi, dedi uning oʻgʻli."),
    ("uz", "Адвокатга уч кун давомида қамоқдаги одам билан учрашишга рухсат берилмади, деди унинг ўғли."),
    ("tk", "Aklawça üç günläp tussag edilen adam bilen duşuşmaga rugsat berilmedi, sebäbini hiç kim aýtmady."),
]


def told(text: str) -> list[str | None]:
    return [passage.language for passage in read_plain(text.encode(), "note.txt").passages]


@pytest.mark.parametrize(("language", "sentence"), OTHERS)
@pytest.mark.parametrize("around", [ENGLISH, RUSSIAN], ids=["en", "ru"])
def test_a_paragraph_in_another_language_is_told(around: str, language: str, sentence: str) -> None:
    assert told(f"{around} {around}\n\n{sentence}\n\n{around}\n") == [None, language, None]


def test_a_russian_summary_of_an_english_text_and_the_other_way_round() -> None:
    assert told(f"{ENGLISH} {ENGLISH}\n\n{RUSSIAN}\n") == [None, "ru"]
    assert told(f"{RUSSIAN} {RUSSIAN}\n\n{ENGLISH}\n") == [None, "en"]


@pytest.mark.parametrize(
    "line",
    [
        "Ännä Nusgaýewa and Öwez Nusgaň were not allowed to see the lawyer of their brother in the colony.",
        "Morocco’s tenants, Congo’s tenants and the tenants’ league of Lilactown write to their judge",
        "The group «Ашық дала» was closed on the third of March by the court of the town, it says.",
    ],
)
def test_names_do_not_make_another_language(line: str) -> None:
    assert told(f"{ENGLISH} {ENGLISH}\n\n{line}\n") == [None, None]


def test_a_page_is_told_as_a_plain_text_is() -> None:
    page = f"<html><body><article><p>{ENGLISH} {ENGLISH}</p><p>{OTHERS[0][1]}</p></article></body></html>"
    text = read_html(page.encode(), "page.html")
    assert [passage.language for passage in text.passages if passage.kind == "paragraph"] == [None, "kk"]
