"""Which law a step is of: the one named in its sentence, the one last spoken of, or the title's."""

from __future__ import annotations

import re

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.law_names import (
    LawNamed,
    laws_named,
    speaks_of_another,
    speaks_of_several,
    speaks_of_some_law,
    speaks_of_these,
    told_apart,
    told_as_another,
)
from qalqan.extraction.subjects import BY_MEMORY, BY_TITLE, GUESSED, NOBODY, SURE, Subject, paragraphs_before

ACTIVE_REACH = 40  # code points between a verb and the law it does something to
LAW_MEMORY = 2  # paragraphs before the present one
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|be|is|are|by)\b|^(?:not )?adopted$|reading|force|effect|consider|back|came|не\sбыл|принят|подписан"
)
_UNLIKE = re.compile(
    r"\b(?:inspired by|modelled on|modeled on|similar to|unlike|like|based on|copied from|under|according to|according with|with|by)\s+(?:the\s+|an?\s+)?$"
)


class Laws:
    """The laws a text speaks of, sentence by sentence; remembers the drafts it told apart."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.drafts: list[str] = []  # of the last sentence that told several apart
        self._named: dict[int, list[LawNamed]] = {}
        self._title: list[LawNamed] | None = None

    def meant_by(self, sentence: Sentence, hit: Hit) -> list[Subject]:
        """The laws of which a step is said: one, or each of several that the text tells apart."""
        words = self.context.words(sentence.start, sentence.end)
        several = told_apart(self.context.words(hit.end, sentence.end)) if ":" in words else []
        if len(several) > 1:
            self.drafts = several
            return [Subject(draft, SURE) for draft in several]
        if self.drafts and speaks_of_these(words):
            return [Subject(draft, BY_MEMORY) for draft in self.drafts]
        named = self._of(sentence)
        if named:
            return [Subject(self._said_of(named, sentence, hit).name, SURE)]
        described = told_as_another(words)
        if described:
            return [Subject(described, SURE)]
        if speaks_of_another(words):
            return [NOBODY]
        if speaks_of_some_law(words):
            return [self._in_the_title(sentence) or NOBODY]
        return [self._spoken_of(sentence, plural=speaks_of_several(words))]

    def note(self, sentence: Sentence) -> None:
        """Remembers the drafts that a sentence tells apart, for "these draft laws" further on."""
        if not sentence.has("law"):
            return
        apart = told_apart(self.context.words(sentence.start, sentence.end))
        if len(apart) > 1:
            self.drafts = apart

    def _of(self, sentence: Sentence) -> list[LawNamed]:
        if sentence.n not in self._named:
            words = self.context.words(sentence.start, sentence.end)
            own = laws_named(words)
            self._named[sentence.n] = [
                law for law in own if not _UNLIKE.search(words[max(0, law.start - 30) : law.start].lower())
            ] or own
        return self._named[sentence.n]

    def _said_of(self, named: list[LawNamed], sentence: Sentence, hit: Hit) -> LawNamed:
        """The law before a verb, or after one that has it as its object."""
        at, end = hit.start - sentence.start, hit.end - sentence.start
        before = [law for law in named if law.start < at]
        after = [law for law in named if law.end > end]
        active = not _PASSIVE.search(self.context.folded[max(sentence.start, hit.start - 9) : hit.end])
        if after and (not before or (active and after[0].start - end <= ACTIVE_REACH)):
            return after[0]
        return before[-1] if before else named[0]

    def _spoken_of(self, sentence: Sentence, *, plural: bool) -> Subject:
        countries = set(self.context.countries_at(sentence))
        for one in paragraphs_before(self.context, sentence, LAW_MEMORY):
            there = set(self.context.countries_at(one))
            if countries and there and not countries & there:
                continue
            named = self._of(one)
            if named:
                return Subject(named[0].name, BY_MEMORY if not plural else GUESSED)
        if plural:
            return NOBODY
        return self._in_the_title(sentence) or self._said_next(sentence) or NOBODY

    def _in_the_title(self, sentence: Sentence) -> Subject | None:
        if not set(self.context.countries_at(sentence)) <= set(self.context.subjects):
            return None
        if self._title is None:
            self._title = laws_named(self.context.work.title)
        return Subject(self._title[0].name, BY_TITLE) if len(self._title) == 1 else None

    def _said_next(self, sentence: Sentence) -> Subject | None:
        """A court "took up a petition": which law it was about is said in the sentence after."""
        following = self.context.sentences[sentence.n + 1 : sentence.n + 2]
        for one in following:
            if one.passage.id == sentence.passage.id and self._of(one):
                return Subject(self._of(one)[0].name, GUESSED)
        return None
