"""Recommendations: bullets and paragraphs under "X should:", and sentences of prose that urge someone to do something.

A recommendation is the whole bullet, or in prose the whole sentence; `demands.py` words stand in `clauses.py`. Lists of
the Universal Periodic Review are read by `upr_lists.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qalqan.extraction import cues
from qalqan.extraction.addressees import Addressee, addressees_in
from qalqan.extraction.clauses import ADVERBS, opens_with_verb, verbs
from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.texts.text import Passage

_FOLLOWING = re.compile(r"\b(?:following|below)\b|\bследующ|\bниже", re.IGNORECASE)
_DETERMINED = re.compile(
    r"\b(?:the|a|an|this|these|those|its|their|his|her|our|my|despite|repeated|many|several|no|any|of|to|in|such|into|from|with|by|phone)\s+$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:is|are|be|been|was|were|being)\s+(?:also\s+|strongly\s+|further\s+)?$", re.IGNORECASE)
_PREPOSED = re.compile(
    r"^(?:in|with|given|as|considering|recalling|to|on|under|following|while|pending|according|for|bearing|if|once|until|unless|should|where|before|after|в|с|если|учитывая|для|при|на)\b",
    re.IGNORECASE,
)
_TO_VERB = re.compile(r"\s(?:not\s+)?to\s+", re.IGNORECASE)
_THAT = re.compile(r"\bthat\s+|\bчтобы\s+", re.IGNORECASE)
_SPEAKERS = re.compile(
    r"\b(?:we|i|our organi[sz]ations?|the undersigned|signator\w+|human rights watch|amnesty|committee|rapporteur|ngos?|coalition|federation|watch|"
    r"organi[sz]ations?|groups?|partnership|article 19|institute|foundation|international|council|commission|initiative|experts?|union|centre|center|activists|defenders|rights)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:that|which|who|whom|whose)\b[^,.;]*$|\bhad\s+$", re.IGNORECASE)
_OFFICIAL_SUBJECT = re.compile(
    r"\b(?:prosecut\w+|police|authority|authorities|ministry|inspectorate|investigators?|committee of|agency|department|he|she|defendant|lawyer|plaintiff|officers?|judge|kidnappers|militants)\s*$",
    re.IGNORECASE,
)
_CLAUSE_WORD = re.compile(r"\b(?:that|which|who|because|if|when|whether|where|what|how|so)\b|[.!?]\s", re.IGNORECASE)
_MODAL_IN_PROSE = frozenset(
    (
        "should",
        "must",
        "ought to",
        "need to",
        "needs to",
        "следует",
        "должны",
        "должен",
        "должна",
        "должно",
        "необходимо",
        "обязаны",
        "обязан",
    )
)
# After "to": a word in small letters that begins no noun phrase; the table of verbs cannot hold all.
_ANY_VERB = re.compile(
    r"(?!(?:the|an?|its?|their|his|her|our|your|this|that|these|those|all|any|some|no|each|every|both|such|other|us|them|him|me|you|one|two|date|public|human|be)\b)[a-z]{3,}\s"
)
_HAVE = re.compile(r"\s+(?:not\s+)?have\s|[\s.,;:!?]*$")
_PRONOUN_SUBJECT = re.compile(r"^(?:they|it|these|all|он|они|им)\b", re.IGNORECASE)


@dataclass(slots=True)
class Recommendation:
    """What was read of one recommendation. `demand_spans` are the words in which its demands are sought."""

    start: int
    end: int
    demand_spans: list[tuple[int, int]]
    sentence: Sentence
    number: str | None = None
    group: str | None = None
    chapeau: str | None = None
    issuers: list[str] = field(default_factory=list)
    addressees: list[Addressee] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    response: str | None = None
    urgency: str | None = None
    attributed_to: str | None = None
    hedge: str = "asserted"
    origin: str = "recommendations.block/1"
    confidence: float = 0.9


@dataclass(slots=True)
class _Block:
    """An open list: what introduced it and whom it addresses."""

    chapeau: str | None
    addressees: list[Addressee]
    strict: bool  # only paragraphs that begin with a verb belong to it
    issuers: list[str] = field(default_factory=list)
    taken: int = 0


def find_recommendations(context: Context) -> list[Recommendation]:
    """All recommendations of a text but those of UPR lists, in order."""
    return list(_Reader(context).read())


class _Reader:
    """Goes through the passages once; knows the heading it is under and the list it is in."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.group: str | None = None
        self.group_addressees: list[Addressee] = []
        self.in_section = False
        self.block: _Block | None = None
        self.by_passage: dict[str, list[Sentence]] = {}
        for sentence in context.sentences:
            self.by_passage.setdefault(sentence.passage.id, []).append(sentence)

    def read(self) -> Iterator[Recommendation]:
        for passage in self.context.text.passages:
            sentences = self.by_passage.get(passage.id)
            if not sentences:
                if passage.kind == "chrome" or self.context.front.covers(passage.start, passage.end):
                    self.block = None
                continue
            if passage.kind == "heading" and not self._introduces(sentences):
                self._open_group(passage, sentences[0])
            elif self._introduces(sentences):
                yield from self._open_block(sentences)
            elif self._belongs(passage, sentences):
                yield self._listed(passage, sentences)
            else:
                if passage.kind != "item":
                    self.block = None
                for sentence in sentences:
                    yield from prose(self.context, sentence)

    # --- headings and what opens a list

    def _open_group(self, passage: Passage, heading: Sentence) -> None:
        self.block = None
        self.in_section = heading.has("section") or (self.in_section and _names_addressee_only(heading, self.context))
        self.group = " ".join(self.context.text.of(passage).split()).strip("*#: ")
        self.group_addressees = (
            addressees_in(self.context, passage.start, passage.end, self.context.countries_at(heading))
            if self.in_section
            else []
        )
        if heading.has("modal") and self.in_section:
            self.group_addressees = self.group_addressees

    def _introduces(self, sentences: Sequence[Sentence]) -> bool:
        last = sentences[-1]
        words = self.context.words(last.start, last.end).rstrip("*_ ")
        if not words.endswith((":", "：")):
            return False
        if last.has("modal") or last.has("recommend"):
            return True
        if cues.table(self.context.language, "verb-last") and last.has("addressee") and len(words) < 160:
            return True  # the verb of each item says what must be done
        return last.has("section") or (self.in_section and last.has("addressee") and len(words) < 160)

    def _open_block(self, sentences: Sequence[Sentence]) -> Iterator[Recommendation]:
        """Opens a list. Sentences before its introduction are prose, unless they lead over to it."""
        last = sentences[-1]
        first = len(sentences) - 1
        if first and (_PRONOUN_SUBJECT.match(self.context.words(last.start, last.end)) or not last.has("addressee")):
            before = sentences[first - 1]
            if before.has("recommend") or _FOLLOWING.search(self.context.words(before.start, before.end)):
                first -= 1
        for sentence in sentences[:first]:
            yield from prose(self.context, sentence)
        leading = sentences[first:]
        addressees = next(
            (found for one in reversed(leading) if (found := introduced_addressees(self.context, one))), []
        )
        chapeau = " ".join(self.context.words(leading[0].start, last.end).split())
        issuers = [issuer for one in leading if (issuer := _issuer(self.context, one))]
        self.block = _Block(chapeau, addressees or self.group_addressees, strict=True, issuers=issuers[:1])

    # --- what belongs to a list

    def _belongs(self, passage: Passage, sentences: Sequence[Sentence]) -> bool:
        if passage.kind == "item" and cues.table(self.context.language, "verb-last"):
            asked = any(one.has("modal") or one.has("recommend") for one in sentences)
            return self.in_section or (self.block is not None and (asked or bool(self.block.issuers)))
        if passage.kind == "item":
            return self.block is not None or (self.in_section and self._asks(sentences[0]))
        if passage.kind not in ("paragraph", "quotation"):
            return False
        if self.block is None:
            return self.in_section and self._begins_with_verb(sentences[0])
        return self._begins_with_verb(sentences[0])

    def _asks(self, sentence: Sentence) -> bool:
        if self._begins_with_verb(sentence) or sentence.has("modal") or sentence.has("recommend"):
            return True
        return bool(cues.table(self.context.language, "verb-last"))

    def _begins_with_verb(self, sentence: Sentence) -> bool:
        table = verbs(self.context.language)
        return opens_with_verb(self.context.body, sentence.start, sentence.end, table)

    def _listed(self, passage: Passage, sentences: Sequence[Sentence]) -> Recommendation:
        context = self.context
        block = self.block
        own = _subject_addressees(context, sentences[0]) if not self._begins_with_verb(sentences[0]) else []
        addressees = own or (block.addressees if block else []) or self.group_addressees
        if block:
            block.taken += 1
        start, end = passage.start, max(passage.end, sentences[-1].end)
        return Recommendation(
            start=start,
            end=end,
            demand_spans=[(s.start, s.end) for s in sentences],
            sentence=sentences[0],
            number=_number(passage),
            group=self.group if self.in_section or block else None,
            chapeau=block.chapeau if block else None,
            issuers=list(block.issuers) if block else [],
            addressees=addressees,
            countries=_concerned(context, start, end, addressees),
            urgency=urgency(context, start, end, block.chapeau if block else None),
            origin="recommendations.block/1",
            confidence=0.95 if passage.kind == "item" else 0.9,
        )


def _names_addressee_only(heading: Sentence, context: Context) -> bool:
    """A heading such as "To the Parliament" keeps the part open; any other heading closes it."""
    words = context.words(heading.start, heading.end).lower()
    return (
        heading.has("addressee")
        and len(words) < 140
        and (words.startswith(("to ", "for ", "the ", "к ", "для ")) or words.count(" ") < 8)
    )


def _number(passage: Passage) -> str | None:
    marker = (passage.marker or "").strip("().")
    return marker if marker and marker[0].isdigit() and "." in marker else None


def _concerned(context: Context, start: int, end: int, addressees: Sequence[Addressee]) -> list[str]:
    """Countries a recommendation is about: those it names, else its addressees' own."""
    from qalqan.vocabularies.countries import members

    named = [f for f in context.named_in(start, end) if len(members(f.code)) <= 8]
    codes = [code for found in named for code in sorted(members(found.code))]
    if codes:
        return list(dict.fromkeys(codes))
    return list(dict.fromkeys(code for one in addressees for code in one["countries"])) or list(context.subjects)


def urgency(context: Context, start: int, end: int, chapeau: str | None) -> str | None:
    """The words of haste that a recommendation, or what opens its list, uses."""
    said: Sequence[str] = cues.words(context.language).get("tables", {}).get("urgency", ())
    for where in (context.folded[start:end], (chapeau or "").lower()):
        for phrase in said:
            if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", where):
                return phrase
    return None


# --- whom an introduction addresses -----------------------------------------------------------------------------------


def introduced_addressees(context: Context, sentence: Sentence) -> list[Addressee]:
    """The addressees of "X should:", "we urge X to:", "recommendations to X:"."""
    default = context.countries_at(sentence)
    for hit in sentence.of("recommend"):
        end = _until_verb(context, hit, sentence) or sentence.end
        found = addressees_in(context, hit.end, end, default) or _states_in(context, hit.end, end)
        if found:
            return found
    return _subject_addressees(context, sentence) or addressees_in(context, sentence.start, sentence.end, default)


def _until_verb(context: Context, hit: Hit, sentence: Sentence) -> int | None:
    m = _TO_VERB.search(context.folded, hit.end, sentence.end)
    return m.start() if m else None


def _subject_addressees(context: Context, sentence: Sentence) -> list[Addressee]:
    """The addressees that stand before "should"."""
    for hit in sentence.of("modal"):
        start = _subject_start(context, sentence, hit.start)
        found = addressees_in(context, start, hit.start, context.countries_at(sentence)) or _states_in(
            context, start, hit.start
        )
        if found:
            return found
    return []


def _subject_start(context: Context, sentence: Sentence, end: int) -> int:
    """Where the subject begins: after "In accordance with …," if the sentence opens so."""
    words = context.body[sentence.start : end]
    if _PREPOSED.match(words) and "," in words:
        return sentence.start + words.rindex(",") + 1
    return sentence.start


def _states_in(context: Context, start: int, end: int) -> list[Addressee]:
    """A State asked by its name: "urges Ruritania to …"."""
    from qalqan.vocabularies.countries import members

    named = context.named_in(start, end)
    if not named or context.folded[start : named[0].start].strip(" ,:") not in (
        "",
        "the",
        "that",
        "the republic of",
        "on",
        "upon",
        "правительство",
    ):
        return []
    codes = list(
        dict.fromkeys(
            code
            for found in named
            for code in (sorted(members(found.code)) if len(members(found.code)) <= 8 else [found.code])
        )
    )
    name = context.words(named[0].start, named[-1].end)
    return [{"name": " ".join(name.split()), "class": "government", "countries": codes}]


def _issuer(context: Context, sentence: Sentence) -> str | None:
    hit = next(iter(sentence.of("recommend")), None)
    if hit is None:
        return None
    words = " ".join(context.words(sentence.start, hit.start).split()).strip(' ,;:–—-"“”«»')
    for opening in verbs(context.language).opening:
        if words.lower().startswith(opening):
            words = words[len(opening) :].strip(" ,")
    return words if 2 < len(words) <= 160 and "," not in words else None


# --- prose ------------------------------------------------------------------------------------------------------------


def prose(context: Context, sentence: Sentence) -> Iterator[Recommendation]:
    """The recommendation that a sentence of prose makes or reports, if it makes one."""
    if context.work.kind == "upr-report" or sentence.passage.kind in ("heading", "table", "footnote"):
        return
    if cues.table(context.language, "verb-last"):
        found = _verb_last(context, sentence)
    else:
        found = _urged(context, sentence) or _modal(context, sentence)
    if found is not None:
        yield found


def _verb_last(context: Context, sentence: Sentence) -> Recommendation | None:
    """Where the verb closes the sentence ("… тиіс", "… шақырамыз"): the whole sentence is the demand."""
    cue = next(iter(sentence.of("recommend", "modal")), None)
    if cue is None or not sentence.has("addressee") or sentence.end - cue.end > 40:
        return None
    who = addressees_in(context, sentence.start, cue.start, context.countries_at(sentence))
    if not who:
        return None
    return _prose(context, sentence, sentence.start, who, cue, "recommendations.verb-last/1", 0.6)


def _urged(context: Context, sentence: Sentence) -> Recommendation | None:
    seen: set[int] = set()
    for hit in sorted(sentence.of("recommend"), key=lambda h: (h.code != "that", h.start)):
        if hit.start in seen:
            continue
        before = context.body[max(sentence.start, hit.start - 40) : hit.start]
        if (
            _TOLD.search(context.body[sentence.start : hit.start])
            or "ago" in context.folded[sentence.start : hit.start].split()
        ):
            continue  # what was asked once, told on the way to something else
        if _DETERMINED.search(before) or _OFFICIAL_SUBJECT.search(before) or _negated(before):
            continue
        read = {"that": _asked_that, "to": _asked_to, "for": _asked_for}[hit.code](context, sentence, hit)
        if read is not None:
            return read
        if hit.code != "to":
            seen.add(hit.start)
    return None


def _negated(before: str) -> bool:
    return re.search(r"\b(?:not|never|refused to|declined to|не)\s+$", before, re.IGNORECASE) is not None


def _asked_to(context: Context, sentence: Sentence, hit: Hit) -> Recommendation | None:
    """ "urge X to do": X up to "to", what is asked after it."""
    passive = _PASSIVE.search(context.body[max(sentence.start, hit.start - 24) : hit.start])
    for start, end in _verb_phrases(context, hit.end - 1 if passive else hit.end, sentence.end):
        if passive:
            who = addressees_in(context, sentence.start, hit.start, context.countries_at(sentence)) or _states_in(
                context, sentence.start, hit.start
            )
        else:
            if start - hit.end > 260 or _CLAUSE_WORD.search(context.body, hit.end, start):
                return None
            who = addressees_in(context, hit.end, start, context.countries_at(sentence)) or _states_in(
                context, hit.end, start
            )
        if not who:
            return None
        return _prose(context, sentence, end, who, hit, "recommendations.urged/1", 0.85)
    return None


def _verb_phrases(context: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where what is asked begins: after "to", or at the infinitive itself where the language has one."""
    table = verbs(context.language)
    if not table.infinitive:
        for to in _TO_VERB.finditer(context.body, start, end):
            if opens_with_verb(context.body, to.end(), end, table) or _ANY_VERB.match(context.body, to.end()):
                yield to.start(), to.end()
        return
    adverb: int | None = None
    for token in re.finditer(r"[^\W\d_]{2,}", context.folded[start : min(end, start + 300)]):
        if table.is_verb(token[0]):
            at = start + (token.start() if adverb is None else adverb)
            yield at, at
            return
        if token[0] != "не" and not token[0].endswith(ADVERBS):
            adverb = None
        elif adverb is None:
            adverb = token.start()


def _asked_that(context: Context, sentence: Sentence, hit: Hit) -> Recommendation | None:
    """ "recommended that X do": X up to the verb."""
    table = verbs(context.language)
    for token in re.finditer(r"[^\W\d_]+", context.body[hit.end : min(sentence.end, hit.end + 260)]):
        word = token[0].lower()
        at = hit.end + token.start()
        if word in ("be", "should", "must") or (table.is_verb(word) and word not in table.nouns and token.start() > 1):
            who = addressees_in(context, hit.end, at, context.countries_at(sentence)) or _states_in(
                context, hit.end, at
            )
            if not who and word != "be":
                return None
            start = hit.end if word == "be" else at
            return _prose(context, sentence, start, who, hit, "recommendations.urged-that/1", 0.85)
    return None


def _asked_for(context: Context, sentence: Sentence, hit: Hit) -> Recommendation | None:
    """ "calls for the release of X": asked by an organisation or a body, of nobody by name."""
    before = context.body[sentence.start : hit.start]
    if len(before) > 200 or not _SPEAKERS.search(before) or context.body[hit.end : hit.end + 1] in (".", ",", '"'):
        return None
    if re.search(r"\b(?:protest\w*|demonstrat\w*|opposition|party|supporters)\b", before, re.IGNORECASE):
        return None
    return _prose(context, sentence, hit.end, [], hit, "recommendations.called-for/1", 0.6)


def _prose(
    context: Context, sentence: Sentence, demand: int, who: list[Addressee], hit: Hit, origin: str, confidence: float
) -> Recommendation:
    issuer = _issuer(context, sentence)
    return Recommendation(
        start=sentence.start,
        end=sentence.end,
        demand_spans=[(demand, sentence.end)],
        sentence=sentence,
        issuers=[issuer] if issuer else [],
        addressees=who,
        countries=_concerned(context, sentence.start, sentence.end, who),
        urgency=urgency(context, sentence.start, sentence.end, None),
        origin=origin,
        confidence=confidence,
    )


def _modal(context: Context, sentence: Sentence) -> Recommendation | None:
    """ "The authorities should release …": the subject is a body that is asked things."""
    for hit in sentence.of("modal"):
        if context.folded[hit.start : hit.end] not in _MODAL_IN_PROSE:
            continue
        start = _subject_start(context, sentence, hit.start)
        subject = context.body[start : hit.start]
        if len(subject) > 140 or len(subject) < 3 or _CLAUSE_WORD.search(subject) or subject.lstrip()[:1] == "[":
            return None
        who = addressees_in(context, start, hit.start, context.countries_at(sentence)) or _states_in(
            context, start, hit.start
        )
        who = [one for one in who if one["class"] not in ("ngo", "company")]
        if not who or _quoted_fragment(context, sentence, hit.start):
            return None
        table = verbs(context.language)
        after = context.body[hit.end : hit.end + 60]
        if _HAVE.match(after) and not opens_with_verb(context.body, hit.end, sentence.end, table):
            return None  # "should have known" blames, it asks for nothing
        return _prose(
            context,
            sentence,
            start if re.match(r"\s+(?:not\s+)?be\s", after) else hit.end,
            who,
            hit,
            "recommendations.should/1",
            0.75,
        )
    return None


def _quoted_fragment(context: Context, sentence: Sentence, at: int) -> bool:
    """Whether a quotation opened before the sentence and goes on: then these are someone else's words on something else."""
    passage = sentence.passage
    before = context.body[passage.start : sentence.start]
    return before.count("“") > before.count("”") or before.count("«") > before.count("»") or before.count('"') % 2 == 1
