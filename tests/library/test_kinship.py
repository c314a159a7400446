"""Works that belong together: copies found by content, relations a person states, names completed, old addresses."""

from __future__ import annotations

import pytest
from publications import a_copy, as_read

from qalqan.errors import CannotDecide, NotAllowed, WrongCall
from qalqan.library.catalogue import catalogue
from qalqan.library.identifiers import (
    add_alias,
    addresses_of,
    find_passage,
    find_work,
    key_of,
    refind_passage,
    short_id,
    titles_of,
)
from qalqan.library.kinship import (
    complete_issuers,
    copies_of,
    standing,
    state,
    states_of,
    take_back,
    translations_of,
    who_else_names,
)
from qalqan.library.lineage import kin_of, lineage_of, prints, told
from qalqan.library.models import Issuer, PassagePrint, Text, Work
from qalqan.library.related import related
from qalqan.safety.models import LogEntry

RELEASE = (
    "Police detained the editor Saida Torebek outside the court building in Arkabay late on Monday evening.",
    "Her lawyer was kept waiting for nine hours and was then told that nobody of that name was being held.",
    "Our groups call for her release and for an inquiry into why her lawyer was turned away at the gate.",
)
OWN = (
    "This chapter describes the year of the regional press in figures that were gathered from many newspapers.",
    "Sales of paper rose again although fewer people than ever before say that they read news on any paper at all.",
)


def a_work(*paragraphs: str, by, copy=None, **said) -> Text:
    return catalogue(copy or a_copy(), as_read(*paragraphs, **said), by)


def on(day: str) -> dict[str, str]:
    return {"edtf": day, "basis": "printed"}


def test_a_report_that_takes_over_a_release_is_found_by_its_words(account):
    release = a_work(*RELEASE, by=account, title="Release", published=on("2019-05-02")).work
    report = a_work(*OWN, *RELEASE, by=account, title="Report", publisher="Elsewhere", published=on("2019-12-01")).work
    a_work(*OWN[:1], "Another chapter with nothing of the kind in any of its many words.", by=account, title="Other")
    [kin] = [kin for kin in kin_of(release, account) if kin.work == report]
    assert (len(kin.shared), kin.of_here, kin.is_copy, kin.takes_over) == (3, 1.0, False, True)
    lineage = lineage_of(release, account)
    assert lineage is not None and lineage.source == release
    assert list(lineage.works) == [release, report]
    assert told(lineage) == "2 publications, one text"


def test_a_copy_at_another_host_with_another_title_is_suggested_as_the_same_text(account):
    a_work(*RELEASE, by=account, title="Editor detained", publisher="Alpha")
    other = a_work(*RELEASE, "Taken from the agency.", by=account, title="News of the day", publisher="Beta").work
    assert [relation.relation for relation in other.relations.all()] == ["same-text?"]


def test_a_passage_with_another_word_shares_a_number_and_another_text_none():
    shared = set(prints(RELEASE[0])) & set(prints(RELEASE[0].replace("evening.", "night.")))
    assert shared
    assert not set(prints(RELEASE[0])) & set(prints(OWN[0]))
    assert prints("Too short a line.") == ()


def test_what_may_not_be_seen_is_in_no_lineage(account):
    release = a_work(*RELEASE, by=account, title="Release").work
    other = a_work(*OWN, *RELEASE, by=account, title="Report")
    assert kin_of(release, account)  # the control
    other.work.change(seen=other.work.version, level="sealed")
    assert kin_of(release, account) == ()


def test_a_sealed_text_leaves_no_numbers(account):
    from qalqan.library.lineage import keep_prints

    text = a_work(*RELEASE, by=account)
    assert PassagePrint.objects.filter(text=text).exists()  # the control
    text.change(seen=text.version, level="sealed")
    keep_prints(text)
    assert not PassagePrint.objects.filter(text=text).exists()


def test_a_relation_that_a_person_states_holds_from_both_sides_until_it_is_taken_back(account):
    english = a_work(*RELEASE, by=account, title="Release").work
    russian = a_work("Редактора задержали у здания суда.", by=account, title="Заявление", language="ru").work
    state(russian, "translation-of", english, account, "same date and seal")
    state(russian, "translation-of", english, account)
    assert standing(russian.relations).count() == 1
    assert (translations_of(english, account), translations_of(russian, account)) == ([russian], [english])
    assert [n.reason for n in related(english, account)] == ["translated as: same date and seal"]
    with pytest.raises(CannotDecide):
        take_back(russian.relations.get(), account, " ")
    take_back(russian.relations.get(), account, "another text after all")
    assert translations_of(english, account) == [] == related(english, account)
    assert russian.relations.get().ended_because == "another text after all"
    assert {"relation-stated", "relation-ended"} <= set(LogEntry.objects.values_list("verb", flat=True))


def test_states_of_a_work_stand_by_date_over_several_steps(account):
    works = [a_work(f"State {n}.", by=account, title=f"State {n}", published=on(f"201{n}")).work for n in (4, 5, 6)]
    state(works[2], "replaces", works[1], account)
    state(works[1], "replaces", works[0], account)
    assert [one.title for one in states_of(works[1], account)] == ["State 4", "State 5", "State 6"]


def test_a_work_is_nothing_to_itself_and_relations_have_names(account):
    work = a_work(*RELEASE, by=account).work
    other = a_work(*OWN, by=account).work
    for relation, to in (("replaces", work), ("is-nicer-than", other)):
        with pytest.raises(WrongCall):
            state(work, relation, to, account)
    with pytest.raises(NotAllowed):
        state(work, "replaces", other, None)


def test_missing_signatories_are_completed_from_another_copy_with_who_told(account):
    bare = a_work(*RELEASE, by=account, title="Copy at a library").work
    full = a_work(
        *OWN, by=account, title="Original", issuers=[{"name": "Alpha", "country": "KAZ"}, {"name": "Beta"}]
    ).work
    with pytest.raises(CannotDecide):
        complete_issuers(bare, full, account)
    state(bare, "same-as", full, account)
    assert copies_of(full, account) == [bare]
    assert who_else_names(bare, account) == [(full, ("Alpha", "Beta"))]
    assert complete_issuers(bare, full, account) == 2
    assert list(bare.issuers.values_list("name", "country", "named_in")) == [
        ("Alpha", "KAZ", full.pk),
        ("Beta", "", full.pk),
    ]
    with pytest.raises(WrongCall):
        complete_issuers(bare, full, account)


def test_names_of_a_more_closed_copy_stay_there(account):
    bare = a_work(*RELEASE, by=account).work
    full = a_work(*OWN, by=account, issuers=[{"name": "Alpha"}]).work
    state(bare, "same-as", full, account)
    Work.objects.filter(pk=bare.pk).update(level="public")
    bare.refresh_from_db()
    with pytest.raises(CannotDecide, match="more closed"):
        complete_issuers(bare, full, account)
    assert not Issuer.objects.filter(work=bare).exists()


def test_one_copy_of_a_text_names_the_issuers_that_the_other_lost(account):
    first = a_work(*RELEASE, by=account).work
    again = a_work(*RELEASE, by=account, issuers=[{"name": "Alpha"}]).work
    assert again == first and [one.name for one in first.issuers.all()] == ["Alpha"]


def test_titles_and_addresses_of_all_copies_belong_to_the_work_and_lead_to_it(account):
    one = a_copy(url="https://www.alpha.example/statement?utm_source=mail#sthash.x")
    work = a_work(*RELEASE, by=account, copy=one, title="One title", symbol="A/HRC/99/1").work
    a_work(*RELEASE, by=account, copy=a_copy(url="http://library.example/docid/7.html"), title="Another title")
    assert titles_of(work, account) == ("One title", "Another title")
    add_alias(work, "oldlib:4711", account)
    add_alias(work, "OLDLIB:4711", account)
    known = addresses_of(work, account)
    assert known.count("oldlib:4711") == 1 and "http://library.example/docid/7.html" in known
    for written in (
        "http://alpha.example/statement/",
        "https://library.example/docid/7.html",
        "a/hrc/99/1",
        "OldLib:4711",
        short_id(work),
        work.permanent_id,
    ):
        assert find_work(written, account) == work, written
        assert find_work(written, None) is None
    for written in ("", "https://alpha.example/other", "zzzzzzzz", "e"):
        assert find_work(written, account) is None, written


def test_an_alias_never_leads_to_two_works(account):
    work, other = a_work(*RELEASE, by=account).work, a_work(*OWN, by=account).work
    add_alias(work, "x:1", account)
    with pytest.raises(WrongCall):
        add_alias(other, "X:1", account)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTTP://www.A.example/b/", "https://a.example/b"),
        ("https://a.example/b?x=1&utm_id=2", "http://a.example/b?x=1"),
    ],
)
def test_addresses_are_compared_without_their_trails(one, other):
    assert key_of(one) == key_of(other)
    assert key_of("https://a.example/b?x=1") != key_of("https://a.example/b?x=2")


def test_a_passage_keeps_its_key_when_a_copy_is_read_anew(account):
    copy = a_copy()
    first = catalogue(copy, as_read(*RELEASE), account)
    again = catalogue(copy, as_read(OWN[0], RELEASE[0], RELEASE[2].replace("gate", "door"), RELEASE[1]), account)
    keys = {passage.words: passage.key for passage in again.passages.all()}
    assert keys[RELEASE[0]] == "p1"
    assert keys[RELEASE[2].replace("gate", "door")] == "p3"
    assert keys[RELEASE[1]] == "p2"
    assert keys[OWN[0]] == "p4"
    assert first.passages.count() == 3


def test_a_cited_passage_is_found_again_in_a_corrected_copy(account):
    text = a_work(*RELEASE, by=account)
    later = a_work(OWN[0], RELEASE[0], RELEASE[1].replace("nine", "ten"), by=account, title="Corrected")
    first, second, third = text.passages.order_by("start")
    same = refind_passage(first, later)
    assert same is not None and (same.passage.words, same.corrected) == (RELEASE[0], False)
    corrected = refind_passage(second, later)
    assert corrected is not None and corrected.corrected and "ten hours" in corrected.passage.words
    assert refind_passage(third, later) is None


def test_a_pin_tells_whether_its_words_were_corrected(account):
    from qalqan.library.citation import hash_of_words

    text = a_work(*RELEASE, by=account)
    held = find_passage(text, f"p2~{hash_of_words(RELEASE[1])}")
    assert held is not None and (held.passage.words, held.corrected) == (RELEASE[1], False)
    assert find_passage(text, "2, words 00000000").corrected is True
    assert find_passage(text, "p9") is None


def test_language_versions_that_a_page_links_are_related(account):
    english = a_work(*RELEASE, by=account, copy=a_copy(url="https://a.example/en/1")).work
    versions = [{"language": "en", "url": "https://www.a.example/en/1"}, {"language": "kk", "url": None}]
    russian = a_work(
        "Редактора задержали.", by=account, language="ru", title="По-русски", other_languages=versions
    ).work
    assert translations_of(english, account) == [russian]
