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
from qalqan.site.citable import facts_of, pin_of
from qalqan.site.rows import EditionFacts, EditionRows, WorkRow
from qalqan.texts.citation import FORMS, cite_facts, cite_pin

pytestmark = pytest.mark.usefixtures("db")

ENGLISH = "The court must release the lawyer.\n\nParliament should withdraw the draft law of 2014."
RUSSIAN = "Суд должен освободить адвоката.\n\nПарламенту следует отозвать законопроект 2014 года."


def rows() -> EditionRows:
    record = PublicRecord(withholding(), withheld_actors(), PublicIds(date(2014, 7, 23)))
    return assemble(record, EditionFacts(name="test", number=1, as_of="2014-07-23"))


def cited(work: WorkRow, form: str, language: str = "en") -> str:
    return cite_facts(facts_of(work), form, language=language)


def test_a_publication_has_every_form_of_citation_made_of_its_public_row():
    a_text(ENGLISH, level="public")
    [work] = rows().works
    address = "available at: <https://publisher.example/statement> [accessed 28 October 2014]"
    assert cited(work, "refworld") == f"Steppe Lawyers, *Lawyers under pressure*, 21 July 2014, {address}"
    assert "дата обращения: 28 октября 2014 г." in cited(work, "refworld", "ru")
    assert f"ID  - {work.id}" in cited(work, "ris")


def test_a_withheld_name_is_in_no_citation_and_no_address():
    an_actor("Dana Omarova")
    text = a_text(
        f"Dana Omarova is a lawyer of many years.\n\n{ENGLISH}",
        work=a_work("Free Dana Omarova", issuers=("Friends of Dana Omarova",), level="public"),
        level="public",
    )
    for value in ("https://old.example/dana-omarova", "https://old.example/7"):
        WorkAlias.objects.create(work=text.work, value=value, key=value, stated_at=timezone.now())
    [work] = rows().works
    for form in FORMS:
        assert "marova" not in cited(work, form).lower(), form
        assert "marova" not in cite_pin(facts_of(work), pin_of(work, work.passages[0]), form).lower(), form
    assert [passage.is_cut for passage in work.passages] == [True, False, False]
    assert "#:~:text" not in cite_pin(facts_of(work), pin_of(work, work.passages[0]))
    assert "https://old.example/7" in work.aliases
    assert not any("omarova" in one for one in work.aliases)


def test_every_public_copy_is_listed_with_the_title_and_disclaimer_it_prints():
    first = a_text(ENGLISH, level="public", copy=a_copy(url="https://www.one.example/a", level="public"))
    second = a_copy(url="https://two.example/b", level="public")
    a_text(ENGLISH, work=first.work, copy=second, level="public", title="Another title", disclaimer="Not by us.")
    a_text(ENGLISH, work=first.work, copy=a_copy(url="https://three.example/c"), level="public", title="A closed copy")
    [work] = rows().works
    assert [
        (copy.host, copy.title, copy.disclaimer) for copy in sorted(work.copies, key=lambda one: one.host or "")
    ] == [
        ("one.example", first.title, None),
        ("two.example", "Another title", "Not by us."),
    ]


def test_rights_are_published_and_a_language_that_a_copy_announces_is_told_as_missing():
    text = a_text(ENGLISH, work=a_work("Free her", rights="Copyright Steppe Lawyers", level="public"), level="public")
    Text.objects.filter(pk=text.pk).update(
        other_languages=[{"language": "ru", "url": "https://publisher.example/ru"}, {"language": "kk", "url": None}]
    )
    [work] = rows().works
    assert work.rights == "Copyright Steppe Lawyers"
    assert [(row.language, row.work_id is not None, row.url) for row in work.languages] == [
        ("en", True, None), ("kk", False, None), ("ru", False, "https://publisher.example/ru"),
    ]  # fmt: skip


PRESS = (
    "The court of Arkabay must release the lawyer without any further delay, said the three groups today in Arkabay.\n\n"
    "Parliament should withdraw the draft law on groups that receive money from abroad before the end of this session."
)


def test_five_reports_of_one_press_release_are_one_line_and_a_digest_of_two_does_not_join_them():
    release = a_text(PRESS, work=a_work("The press release", published="2014-07-20", level="public"), level="public")
    for number in range(4):
        own = f"\n\nReported by newspaper number {number}."
        a_text(PRESS + own, work=a_work(f"Report {number}", published="2014-07-21", level="public"), level="public")
    other = PRESS.replace("court of Arkabay", "city of Temirtas").replace("release the lawyer", "open the road again")
    other = other.replace(
        "withdraw the draft law on groups that receive money", "repair all the bridges that bring water"
    )
    a_text(other, work=a_work("Another release", published="2014-07-19", level="public"), level="public")
    a_text(f"{PRESS}\n\n{other}", work=a_work("A digest", published="2014-07-22", level="public"), level="public")
    a_text(PRESS, work=a_work("A closed report"))
    made = rows()
    titles = {work.id: work.title for work in made.works}
    lines = [[titles[one] for one in line.works] for line in made.lineages]
    assert sorted(map(len, lines)) == [2, 6]
    [six] = [line for line in lines if len(line) == 6]
    assert six[0] == "The press release" and six[-1] == "A digest"
    assert "Another release" not in six
    [line] = [line for line in made.lineages if len(line.works) == 6]
    assert titles[line.source or ""] == "The press release"
    assert release.level == "public"


@pytest.mark.parametrize(("other", "source"), [("2014-07-21", None), ("2014-07", None), ("2014-07-22", "One")])
def test_of_two_of_one_day_neither_is_the_earlier(other, source):
    a_text(PRESS, work=a_work("One", published="2014-07-21", level="public"), level="public")
    a_text(PRESS, work=a_work("Two", published=other, level="public"), level="public")
    made = rows()
    [line] = made.lineages
    assert {work.id: work.title for work in made.works}.get(line.source or "") == source


def test_words_that_were_withheld_make_no_kinship():
    an_actor("Dana Omarova")
    a_text("Dana Omarova " * 12, work=a_work("One", level="public"), level="public")
    a_text("Dana Omarova " * 12, work=a_work("Two", level="public"), level="public")
    assert all("marova" not in repr(line).lower() for line in rows().lineages)


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
