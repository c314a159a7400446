"""From the tree of a query to the texts that answer it: words asked of the index, facts of the catalogue.

AND, OR and NOT hold for a publication's text as a whole (the words may stand in different passages); a phrase and NEAR
hold within one passage. Every reading that is not the literal one leaves a note.
"""

from __future__ import annotations

from collections.abc import Sequence as Listed
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from qalqan.library.search import analysis
from qalqan.library.search.bits import bits_of
from qalqan.library.search.database import index_engine
from qalqan.library.search.facts import Record, texts_having
from qalqan.library.search.holdings import Holdings
from qalqan.library.search.names import forms_of
from qalqan.library.search.reach import Reach
from qalqan.library.search.rows import IN_TITLE, MARKS, is_title, text_of
from qalqan.texts.search.query import And, Field, Leaf, Near, Node, Not, Or, Phrase, Prefix, Query, Word
from qalqan.texts.search.wanted import AnyOf, Close, Sequence, Wanted


@dataclass(slots=True)
class Plan:
    """A query made ready for one account: which texts answer, what each leaf wants, notes, spellings added."""

    reach: Reach
    held: Holdings
    record: Record | None = None
    notes: list[str] = field(default_factory=list)
    wanted: dict[Leaf, Wanted] = field(default_factory=dict)
    spellings: dict[Word, tuple[str, ...]] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """All texts within reach."""
        return self.reach.texts(self.held)

    @property
    def told_within(self) -> int:
        """The texts whose words may be told: none where only titles may be read."""
        return 0 if self.reach.titles_only else self.open

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def texts(self, query: Query) -> int:
        """The texts within reach that answer the query; all of them where it names no word."""
        return self._answering(query.tree) if query.tree else self.open

    def _answering(self, node: Node) -> int:
        match node:
            case And(parts):
                answering = self.open
                for part in self._required(parts):
                    answering &= self._answering(part)
                return answering
            case Or(parts):
                answering = 0
                for part in parts:
                    answering |= self._answering(part)
                return answering
            case Not(part):
                return self.open & ~self._answering(part)
            case Field():
                return self.fact(node)
            case _:
                return self.texts_with(self.want(node))

    def _required(self, parts: tuple[Node, ...]) -> tuple[Node, ...]:
        """Without "the" and "of", unless nothing else is asked: they stand everywhere and tell nothing."""
        others = tuple(p for p in parts if not (isinstance(p, Word) and analysis.is_function_word(p.text)))
        if not others or len(others) == len(parts) or all(isinstance(p, Not) for p in others):
            return parts
        left = [p.text for p in parts if p not in others and isinstance(p, Word)]
        self.note(_("Words that stand in nearly every text were not required: %(words)s.") % {"words": ", ".join(left)})
        return others

    # --- words ---------------------------------------------------------------------------------------------------------

    def texts_with(self, wanted: Wanted) -> int:
        """The texts within reach that have this; in their titles, where nothing else may be read."""
        mark = IN_TITLE if self.reach.titles_only else ""
        return self.open & self.having(wanted, mark)

    def having(self, wanted: Wanted, mark: str) -> int:
        """The texts that have this with this mark, whoever may read them: not to be shown or counted as it is."""
        known = self.held.remembered.get((wanted, mark))
        return known if known is not None else int(self.held.remember((wanted, mark), self._having(wanted, mark)))

    def _having(self, wanted: Wanted, mark: str) -> int:
        singles = [one for one in wanted.sequences if len(one.words) == 1] if isinstance(wanted, AnyOf) else []
        longer = [one for one in wanted.sequences if len(one.words) > 1] if isinstance(wanted, AnyOf) else []
        texts = self._single(AnyOf(tuple(singles)), mark) if singles else 0
        within = wanted if isinstance(wanted, Close) else AnyOf(tuple(longer))
        if longer or isinstance(within, Close):
            rows = self._rows_with(within)
            if mark:  # of words side by side only the title tells more than that they are there
                rows = [row for row in rows if mark == IN_TITLE and is_title(row)]
            texts |= bits_of(set(map(text_of, rows)), self.held.size)
        return texts

    def _single(self, words: AnyOf, mark: str) -> int:
        """The texts with one of these words: all marks are looked up with one question."""
        known = self.held.remembered.get(("marks", words))
        if known is None:
            found = index_engine().texts_with(words.sequences, MARKS)
            sets = {mark: bits_of(texts, self.held.size) for mark, texts in zip(MARKS, found, strict=True)}
            known = self.held.remember(("marks", words), sets)
        return int(known[mark])

    def having_each(self, several: Listed[AnyOf]) -> list[int]:
        """For each the texts that have one of its words, whoever may read them: not to be shown or counted as it is."""
        asked = [[one for one in wanted.sequences if len(one.words) == 1] for wanted in several]
        return [bits_of(texts, self.held.size) for texts in index_engine().texts_with_each(asked)]

    def _rows_with(self, wanted: Wanted) -> list[int]:
        known = self.held.remembered.get(("rows", wanted))
        if known is None:
            known = index_engine().rows_with(wanted)
            if len(known) < 20_000:
                self.held.remember(("rows", wanted), known)
        return list(known)

    def want(self, leaf: Leaf) -> Wanted:
        """What the index is asked for a leaf of the query; worked out once."""
        if leaf not in self.wanted:
            self.wanted[leaf] = self._want(leaf)
        return self.wanted[leaf]

    def _want(self, leaf: Leaf) -> Wanted:
        match leaf:
            case Near(one, other, distance):
                return Close(self._any(one), self._any(other), distance)
            case _:
                return self._any(leaf)

    def _any(self, leaf: Word | Prefix | Phrase) -> AnyOf:
        if isinstance(leaf, Prefix):
            return analysis.asked_beginning(leaf.text)
        asked = analysis.asked(leaf.text)
        if not isinstance(leaf, Word):
            return asked
        spelled = self._spellings(leaf, asked)
        return AnyOf(tuple(dict.fromkeys((*asked.sequences, *spelled))))

    def _spellings(self, word: Word, asked: AnyOf) -> tuple[Sequence, ...]:
        """Other spellings of a name, in any script, as they occur in what the account may read."""
        question = ("spellings", word, self.reach.opened, self.reach.circles)
        known = self.held.remembered.get(question)
        if known is None:
            known = self.held.remember(question, self._spelled(word, asked))
        told, sequences = known
        if told:
            self.spellings[word] = told
        return tuple(sequences)

    def _spelled(self, word: Word, asked: AnyOf) -> tuple[tuple[str, ...], tuple[Sequence, ...]]:
        nothing: tuple[tuple[str, ...], tuple[Sequence, ...]] = ((), ())
        if len(word.text) < analysis.SHORTEST_NAME or not any(map(str.isalpha, word.text)):
            return nothing
        keys = analysis.keys_of_asked_name(word.text)
        if not keys or analysis.is_function_word(word.text) or self.reach.titles_only:
            return nothing
        forms = forms_of(keys, self.held, self.told_within)
        read = {form: analysis.asked(form).sequences for form in forms}
        # Told are other spellings, not other endings: those whose likeliest key is not that of the typed word.
        told = tuple(form for form, sequences in read.items() if sequences[:1] != asked.sequences[:1])
        named = 0
        for form, sequences in read.items():
            if set(sequences) & set(asked.sequences):
                named |= forms[form]
        # A word that mostly stands in texts as a plain word is no name: "court" must not find Kurt.
        if not told or 2 * named.bit_count() < self.texts_with(asked).bit_count():
            return nothing
        return told, tuple(sequence for sequences in read.values() for sequence in sequences)

    # --- facts of the catalogue and of the record ----------------------------------------------------------------------

    def fact(self, asked: Field) -> int:
        """What a field asks for; where its value is none of its kind, the words themselves are looked for."""
        if asked.name == "title":
            return self.open & self.having(analysis.asked(asked.value), IN_TITLE)
        found = texts_having(self.held, self.open, asked.name, asked.value)
        if found is None and self.record is not None:
            works = self.record.works(asked.name, asked.value)
            found = None if works is None else self.open & self.held.texts_of_works(works)
        if found is not None:
            return found
        self.note(
            _("“%(value)s” is not known as %(field)s; it was looked for as words.")
            % {"value": asked.value, "field": asked.name}
        )
        return self.texts_with(self.want(Phrase(asked.value)))
