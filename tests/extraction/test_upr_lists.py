"""Numbered lists of the Universal Periodic Review."""

from __future__ import annotations

import io

from docx import Document
from extracted import found, words

from qalqan.extraction.pipeline import read_out
from qalqan.texts.reading.docx import read_docx

REPORT = """Report of the Working Group on the Universal Periodic Review

Syldavia

I. Proceedings

12. Norway recommended that Syldavia abolish the death penalty.

II. Conclusions and/or recommendations

101. The recommendations listed below enjoy the support of Syldavia:

101.1 Ratify the Optional Protocol (Norway, Chile);

101.2 Train judges (Japan); open the archives of the police (Ghana);

101.3 Bring the law into line with the Convention (CEDAW) (Plurinational State of Bolivia).

102. The following recommendations will be examined by Syldavia, which will provide responses in due time:

102.1 Publish the report (Iran (Islamic Republic of));

103. The recommendations below did not enjoy the support of Syldavia:

103.1 Abolish the death penalty (Norway).

104. All conclusions and/or recommendations contained in the present report reflect the position of the States.
"""


def test_each_states_recommendation_is_one() -> None:
    assert words(found(REPORT, "recommendation")) == [
        "Ratify the Optional Protocol (Norway, Chile)",
        "Train judges (Japan)",
        "open the archives of the police (Ghana)",
        "Bring the law into line with the Convention (CEDAW) (Plurinational State of Bolivia)",
        "Publish the report (Iran (Islamic Republic of))",
        "Abolish the death penalty (Norway)",
    ]


def test_numbers_states_and_responses_go_with_them() -> None:
    read = [
        (one["fields"]["number"], one["fields"]["issuers"], one["fields"]["response"])
        for one in found(REPORT, "recommendation")
    ]
    assert read == [
        ("101.1", ["NOR", "CHL"], "supported"),
        ("101.2", ["JPN"], "supported"),
        ("101.2", ["GHA"], "supported"),
        ("101.3", ["BOL"], "supported"),
        ("102.1", ["IRN"], None),
        ("103.1", ["NOR"], "noted"),
    ]


def test_the_dialogue_before_the_list_is_not_the_list() -> None:
    assert not any("recommended that" in one for one in words(found(REPORT, "recommendation")))


def test_what_a_state_adds_to_the_words_of_another_begins_at_the_verb() -> None:
    text = REPORT.replace(
        "Train judges (Japan); open the archives of the police (Ghana);",
        "Sign the Covenant (Japan) and its first Protocol (Ghana);",
    )
    assert "Sign the Covenant (Japan) and its first Protocol (Ghana)" in words(found(text, "recommendation"))


def test_rows_of_a_thematic_table_are_recommendations() -> None:
    from qalqan.extraction.pipeline import read_out
    from qalqan.texts.text import Passage, Text

    rows = [
        "Recommendation\tPosition",
        "115.1 Ratify the Protocol (Croatia);\nSource: Add.1\tSupported\tA12",
        "115.2 Publish it (Chile);\tNoted\tA12",
    ]
    body = "\n\n".join(rows)
    spans = [(body.index(row), body.index(row) + len(row)) for row in rows]
    passages = tuple(Passage(f"p{n}", "table", a, b, sentences=((a, b),)) for n, (a, b) in enumerate(spans, 1))
    answer = read_out(Text(body, passages, "en", "text/plain", "test/1"), {}, ("recommendation",))
    read = [
        (one["fields"]["number"], one["fields"]["issuers"], one["fields"]["response"]) for one in answer["candidates"]
    ]
    assert read == [("115.1", ["HRV"], "supported"), ("115.2", ["CHL"], "noted")]


def test_a_table_of_recommendations_is_about_the_state_that_made_none() -> None:
    document = Document()
    table = document.add_table(rows=0, cols=2)
    for n, state in enumerate(("Chile", "Ghana", "Chile", "Peru", "Chile", "Chile"), 1):
        row = table.add_row().cells
        row[0].text, row[1].text = f"115.{n} Mend the bridges of Kazakhstan ({state});", "Supported"
    file = io.BytesIO()
    document.save(file)
    read = read_out(read_docx(file.getvalue(), "list.docx"), {"path": "list.docx"}, ("recommendation",))
    assert [one["code"] for one in read["work"]["countries"] if one["role"] == "subject"] == ["KAZ"]
    assert [tuple(one["fields"]["countries"]) for one in read["candidates"]] == [("KAZ",)] * 6
