"""What people type and how it is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qalqan.texts.search.query import LONGEST, MOST_WORDS, And, Field, Near, Not, Or, Phrase, Prefix, Word, read_query

a, b, c = Word("a"), Word("b"), Word("c")

READ = [
    ("a b", And((a, b)), "words side by side are all asked for"),
    ("a AND b", And((a, b)), "AND says the same"),
    ("a OR b c", Or((a, And((b, c)))), "OR binds weaker than words side by side"),
    ("(a OR b) c", And((Or((a, b)), c)), "parentheses bind first"),
    ("a NOT b", And((a, Not(b))), "NOT takes away"),
    ("a -b", And((a, Not(b))), "a leading minus is NOT"),
    ("foreign-funded", Word("foreign-funded"), "a minus inside a word is a hyphen"),
    ("NOT NOT a", a, "twice denied is asked for"),
    ("a or b", And((a, Word("or"), b)), "small letters are words"),
    ("a ИЛИ b", Or((a, b)), "Russian operators"),
    ("a НЕ b", And((a, Not(b))), "Russian NOT"),
    ('"a b"', Phrase("a b"), "a phrase"),
    ("«a  b»", Phrase("a b"), "Russian quotation marks, blanks made one"),
    ("“a b” c", And((Phrase("a b"), c)), "typographic quotation marks"),
    ('"a"', Phrase("a"), "one word quoted is looked for without other spellings"),
    ("regist*", Prefix("regist"), "a beginning"),
    ("a*", a, "one letter is no beginning"),
    ("a NEAR/3 b", Near(a, b, 3), "neighbours"),
    ("a NEAR b", Near(a, b, 10), "neighbours, default distance"),
    ("a NEAR/3 b NEAR/2 c", And((Near(a, b, 3), Near(b, c, 2))), "a chain of neighbours"),
    ("a NEAR/999 b", Near(a, b, 30), "not farther than is sensible"),
    ("country:KAZ a", And((Field("country", "KAZ"), a)), "a fact of the catalogue"),
    ("страна:Казахстан", Field("country", "Казахстан"), "its Russian name"),
    ('publisher:"Article 19"', Field("publisher", "Article 19"), "a value of several words"),
    ("symbol:A/HRC/23/39", Field("symbol", "A/HRC/23/39"), "a value with signs"),
    ("foo:bar", Phrase("foo bar"), "no field of ours: words"),
    ("http://x.org/a", Word("http://x.org/a"), "an address is no field"),
    ("a a A", And((a, Word("A"))), "said twice is asked once"),
    ("", None, "nothing"),
    (" \t\n", None, "blanks"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "tree", "tries"), READ, ids=[tries for _t, _r, tries in READ])
def test_a_query_is_read_as_it_is_meant(typed, tree, tries):
    read = read_query(typed)
    assert (read.tree, read.notes) == (tree, ())


MENDED = [
    ('"a b', And((a, b)), "quotation mark"),
    ("((a", a, "opening parenthesis"),
    ("a) b", And((a, b)), "closing parenthesis"),
    ("AND a", a, "operator with nothing"),
    ("a OR", a, "OR with nothing"),
    ("a NOT", a, "NOT with nothing"),
    ("a NEAR/3", a, "operator with nothing"),
    ("a NEAR (b c)", And((a, b, c)), "read as AND"),
    ("(" * 40 + "a" + ")" * 40, None, "deeper than"),
    ("😀 ***", None, "without letters"),
    ("a " * LONGEST, a, "first 4000 characters"),
    (" ".join(f"w{n}" for n in range(MOST_WORDS + 9)), None, "first 48 words"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "tree", "told"), MENDED)
def test_what_is_mended_is_told(typed, tree, told):
    read = read_query(typed)
    assert any(told in str(note) for note in read.notes)
    assert tree is None or read.tree == tree


def test_marks_of_direction_and_control_characters_are_not_looked_for():
    assert read_query("\u202ea\u202c\x00 \u200fb\ufeff").tree == And((a, b))


def test_words_under_a_not_are_not_what_a_hit_is_marked_by():
    assert read_query('a NOT b "c d" country:KAZ').leaves() == (a, Phrase("c d"))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='ab "“”«»()-*:/&|ANDORTE0123\x00\u202e😀я', max_size=80))
def test_nothing_that_can_be_typed_fails(typed):
    read_query(typed)
