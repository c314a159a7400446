"""A question as a set of publications. AND, OR and NOT hold for a publication as a whole; a phrase and NEAR for one
passage of it, and its title counts as a passage. Every reading that is not the literal one leaves a note.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from qalqan.site.search.bits import set_of
from qalqan.site.search.catalogue import Catalogue, Held
from qalqan.site.search.facts import Facts
from qalqan.site.search.nearness import stands_near
from qalqan.texts.search.asked import (
    SHORTEST_NAME,
    asked,
    asked_beginning,
    is_function_word,
    keys_of_asked_name,
)
from qalqan.texts.search.query import And, Field, Leaf, Near, Node, Not, Note, Or, Phrase, Prefix, Query, Word
from qalqan.texts.search.wanted import AnyOf, Close, Sequence, Wanted

_MOST_SPELLINGS = 24


def _(sentence: str) -> str:
    """Marks a sentence for the catalogues."""
    return sentence


@dataclass(slots=True)
class Matching:
    """One question against one edition."""

    catalogue: Catalogue
    as_of: str
    notes: list[Note] = field(default_factory=list)
    wanted: dict[Leaf, Wanted] = field(default_factory=dict)
    held: dict[Leaf, Held] = field(default_factory=dict)
    spellings: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def note(self, sentence: str, **values: str | int) -> None:
        said = Note(sentence, tuple(values.items()))
        if said not in self.notes:
            self.notes.append(said)

    def works(self, query: Query) -> int:
        """The publications that answer the words and fields; all of them where there are none."""
        return self._works(query.tree) if query.tree else self.catalogue.everything

    def _works(self, node: Node) -> int:
        match node:
            case And(parts):
                met = self.catalogue.everything
                for part in self._required(parts):
                    met &= self._works(part)
                return met
            case Or(parts):
                met = 0
                for part in parts:
                    met |= self._works(part)
                return met
            case Not(part):
                return self.catalogue.everything & ~self._works(part)
            case Field(name, value):
                return self.fact(name, value)
            case _:
                return self.leaf(node).works

    def _required(self, parts: tuple[Node, ...]) -> tuple[Node, ...]:
        """Without "the" and "of", unless nothing else is asked: they stand everywhere and tell nothing."""
        others = tuple(p for p in parts if not (isinstance(p, Word) and is_function_word(p.text)))
        if not others or len(others) == len(parts) or all(isinstance(p, Not) for p in others):
            return parts
        left = [p.text for p in parts if p not in others and isinstance(p, Word)]
        self.note(_("Words that stand in nearly every text were not required: %(words)s."), words=", ".join(left))
        return others

    # --- words --------------------------------------------------------------------------------------------------------

    def leaf(self, leaf: Leaf) -> Held:
        """The publications with a word, a phrase or two words close together; worked out once."""
        if leaf not in self.held:
            self.held[leaf] = self._held(self.want(leaf))
        return self.held[leaf]

    def want(self, leaf: Leaf) -> Wanted:
        """What the index is asked for a leaf of the query; worked out once."""
        if leaf not in self.wanted:
            self.wanted[leaf] = (
                Close(self._any(leaf.one), self._any(leaf.other), leaf.distance)
                if isinstance(leaf, Near)
                else self._any(leaf)
            )
        return self.wanted[leaf]

    def _any(self, leaf: Word | Prefix | Phrase) -> AnyOf:
        if isinstance(leaf, Prefix):
            return asked_beginning(leaf.text)
        rows = asked(leaf.text)
        if isinstance(leaf, Phrase):
            return rows
        return AnyOf(tuple(dict.fromkeys((*rows.sequences, *self._spelled(leaf.text, rows)))))

    def _spelled(self, typed: str, rows: AnyOf) -> list[Sequence]:
        """Other spellings of a name, in any script, as they occur in the edition."""
        if len(typed) < SHORTEST_NAME or not any(map(str.isalpha, typed)) or is_function_word(typed):
            return []
        forms = self.catalogue.names(keys_of_asked_name(typed))[:_MOST_SPELLINGS]
        read = {form: asked(form).sequences for form, _works in forms}
        others = tuple(form for form, sequences in read.items() if sequences[:1] != rows.sequences[:1])
        named = 0
        for form, works in forms:
            if set(read[form]) & set(rows.sequences):
                named |= works
        # A word that mostly stands in texts as a plain word is no name: "court" must not find Kurt.
        if not others or self._held(rows).works.bit_count() > 2 * named.bit_count():
            return []
        self.spellings[typed] = others
        return [sequence for sequences in read.values() for sequence in sequences]

    def _held(self, wanted: Wanted) -> Held:
        found = Held()
        if isinstance(wanted, Close):
            return Held(self._close(wanted))
        for sequence in wanted.sequences:
            found |= self._sequence(sequence)
        return found

    def _sequence(self, sequence: Sequence) -> Held:
        *before, last = sequence.words
        ending = self.catalogue.beginning(last) if sequence.open_end else self.catalogue.word(last)
        if not before:
            return ending
        parts = [*(self.catalogue.word(key) for key in before), ending]
        works, told = self.catalogue.everything, len(parts) == 2
        for part in parts:
            works &= part.works
        for at, (one, other) in enumerate(zip(parts, parts[1:], strict=False)):
            is_open = sequence.open_end and at == len(parts) - 2
            if not is_open and min(one.works.bit_count(), other.works.bit_count()) >= self.catalogue.frequent:
                works &= self.catalogue.pair(sequence.words[at], sequence.words[at + 1])
            else:
                told = False
        return Held(works if told else self._side_by_side(sequence, works))

    def _side_by_side(self, sequence: Sequence, works: int) -> int:
        """Of these publications those that hold the words in this order in one passage."""
        words = f" {' '.join(sequence.words)}{'' if sequence.open_end else ' '}"
        return set_of(number for number, keys in self.catalogue.keys_of(works) if words in keys)

    def _close(self, wanted: Close) -> int:
        works = self._held(wanted.one).works & self._held(wanted.other).works
        holds = stands_near(wanted)
        return set_of(number for number, keys in self.catalogue.keys_of(works) if holds(keys))

    # --- facts --------------------------------------------------------------------------------------------------------

    def fact(self, name: str, value: str) -> int:
        """The publications of a field; where its value is none of its kind, the words themselves are looked for."""
        found = Facts(self.catalogue, self.as_of).works(name, value)
        if found is not None:
            return found
        self.note(_("“%(value)s” is not known as %(field)s; it was looked for as words."), value=value, field=name)
        return self.leaf(Phrase(value)).works

    def chosen(self, facet: str, value: str) -> int:
        """The publications of a facet's value as a form or an address names it."""
        return Facts(self.catalogue, self.as_of).chosen(facet, value)
