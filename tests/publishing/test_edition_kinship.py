"""What an edition says of citations, addresses, versions and relations: public words only, whatever the desk holds."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from makers import a_copy, a_text, a_work, an_actor
from qalqan.library.kinship import state
from qalqan.library.models import Issuer, Text, WorkAlias, WorkRelation
from qalqan.publishing.ids import PublicIds
from qalqan.publishing.persons import withheld_actors, withholding
from qalqan.publishing.rows import assemble
from qalqan.publishing.rows.record import PublicRecord
from qalqan.site.rows import EditionFacts, EditionRows, WorkRow

pytestmark = pytest.mark.usefixtures("db")

ENGLISH = "The court must release the lawyer.\n\nParliament should withdraw the draft law of 2014."
RUSSIAN = "Суд должен освободить адвоката.\n\nПарламенту следует отозвать законопроект 2014 года."


def rows() -> EditionRows:
    record = PublicRecord(withholding(), withheld_actors(), PublicIds(date(2014, 7, 23)))
    return assemble(record, EditionFacts(name="test", number=1, as_of="2014-07-23"))


def cited(work: WorkRow, form: str, language: str | None = None) -> str:
    return next(row.text for row in work.citations if (row.form, row.language) == (form, language))


def test_a_publication_has_every_form_of_citation_made_of_its_public_row():
    a_text(ENGLISH, level="public")
    [work] = rows().works
    address = "available at: <https://publisher.example/statement> [accessed 28 October 2014]"
    assert cited(work, "refworld", "en") == f"Steppe Lawyers, *Lawyers under pressure*, 21 July 2014, {address}"
    assert "дата обращения: 28 октября 2014 г." in cited(work, "refworld", "ru")
    assert f"ID  - {work.id}" in cited(work, "ris")
    assert {row.form for row in work.citations} >= {"oscola", "chicago", "apa", "gost", "bibtex", "csl-json"}


def test_a_withheld_name_is_in_no_citation_and_no_address():
    an_actor("Dana Omarova")
    text = a_text(
        ENGLISH, work=a_work("Free Dana Omarova", issuers=("Friends of Dana Omarova",), level="public"), level="public"
    )
    for value in ("https://old.example/dana-omarova", "https://old.example/7"):
        WorkAlias.objects.create(work=text.work, value=value, key=value, stated_at=timezone.now())
    [work] = rows().works
    assert "mar" not in "".join(
        row.text.lower().replace("oscola", "") for row in work.citations if row.form == "oscola"
    )
    assert not any("marova" in row.text.lower() for row in work.citations)
    assert "https://old.example/7" in work.aliases
    assert not any("omarova" in one for one in work.aliases)


def test_two_languages_of_a_work_stand_side_by_side():
    text = a_text(ENGLISH, level="public")
    a_text(RUSSIAN, work=text.work, language="ru", level="public")
    made = rows()
    [pair] = made.side_by_side
    assert (pair.kind, pair.one_language, pair.other_language) == ("translation", "en", "ru")
    passages = {passage.id: passage.text for work in made.works for passage in work.passages}
    assert [(passages[r.one[0]][:9], passages[r.other[0]][:9]) for r in pair.rows] == [
        ("The court", "Суд долже"),
        ("Parliamen", "Парламент"),
    ]


def test_states_are_compared_once_and_nothing_of_a_work_that_is_not_public_is_told(account):
    earlier = a_text(ENGLISH, work=a_work("Before", published="2013", level="public"), level="public")
    later = a_text(ENGLISH.replace("release", "free"), work=a_work("After", level="public"), level="public")
    hidden = a_text(ENGLISH.replace("lawyer", "judge"), work=a_work("Hidden draft"))
    state(later.work, "replaces", earlier.work, account)
    state(later.work, "replaces", hidden.work, account)
    before = rows()
    [pair] = before.side_by_side
    assert [row.kind for row in pair.rows] == ["changed", "kept"]
    assert [one.title for work in before.works for one in work.related] == ["Before"]
    assert "Hidden" not in repr(before)
    WorkRelation.objects.filter(other=hidden.work).delete()
    Text.objects.filter(work=hidden.work).update(title="Another name")
    assert rows() == before or "Hidden" not in repr(rows())


def test_a_relation_that_was_taken_back_or_is_only_a_question_is_not_published(account):
    earlier = a_text(ENGLISH, work=a_work("Before", level="public"), level="public")
    later = a_text(RUSSIAN, work=a_work("After", level="public"), level="public")
    WorkRelation.objects.create(
        work=later.work, relation="same-text?", other=earlier.work, title="Before", reason="alike"
    )
    relation = state(later.work, "replaces", earlier.work, account)
    assert rows().side_by_side
    relation.ended_at = timezone.now()
    relation.save()
    made = rows()
    assert not made.side_by_side and not any(work.related for work in made.works)


def test_an_issuer_told_by_another_copy_names_it_only_where_that_copy_is_public():
    text = a_text(ENGLISH, level="public", copy=a_copy(level="public"))
    other = a_text(RUSSIAN, work=a_work("The copy that names them"))
    Issuer.objects.create(work=text.work, position=5, name="Alpha", named_in=other.work)
    issuers = {one.name: one.named_in for one in rows().works[0].issuers}
    assert issuers["Alpha"] is None
    other.work.change(seen=other.work.version, level="public")
    issuers = {one.name: one.named_in for work in rows().works for one in work.issuers if one.name == "Alpha"}
    assert issuers["Alpha"] == "The copy that names them"
