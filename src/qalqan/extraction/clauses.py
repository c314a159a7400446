"""A recommendation taken apart into its demands: each verb asked of the addressee, each object joined by "as well as to".

Not taken apart: examples, manner, paired verbs that share an object ("create and maintain"), verbs asked of someone else
("allow NGOs to register and work"). The verbs and their categories stand in `cues/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from qalqan.extraction import cues

_TOKEN = re.compile(r"[^\W_]+(?:[-'’/][^\W_]+)*")
_BRACKETS = re.compile(r"\([^()]{0,400}\)|“[^”]{0,400}”|\"[^\"]{0,400}\"|«[^»]{0,400}»")
_DETERMINERS = frozenset(
    ["the", "a", "an", "all", "any", "each", "every", "its", "their", "his", "her", "our", "this", "these", "those", "that", "such", "no", "it", "them", "him", "us", "both", "full", "fair", "prompt", "human", "international", "national", "effective", "adequate", "free", "independent", "civil", "ngo", "ngos", "public", "local", "what", "how", "who", "whom", "whether", "where", "why", "when"]
)
_RELATIVE = frozenset(
    ("who", "which", "that", "whose", "where", "whom", "который", "которые", "которых", "которая", "которое")
)
_OPENS_INDIRECT = frozenset(
    ("where", "что", "whose")
)  # "disclose where he is held and give …": its verb cannot be plural
_MODALS = frozenset(
    ("can", "could", "may", "might", "will", "would", "shall", "must", "should", "могли", "могут", "может")
)
_PARTICLES = frozenset(("to", "not", "do", "don't", "не"))
ADVERBS = ("ly", "нно", "тно", "льно", "чно", "бно", "вно", "ски", "ычески")
_LINKS = frozenset(("and", "и", "а", "then", "также", "also", "затем"))
_MODAL_FRAME = re.compile(
    r"\b(should|must|ought to|needs? to|has to|have to|shall|следует|должн[аоы]|должен|необходимо|надлежит|обязан[аоы]?)\b",
    re.IGNORECASE,
)
_INCLUDING = re.compile(
    r"\s+(?:also\s+)?(?:include|involve|be (?:done|carried out|undertaken|conducted|accompanied by))\s+", re.IGNORECASE
)
_ENSURE_PURPOSE = re.compile(
    r"\b(?:in order to|so as to|чтобы|с тем чтобы)\s+(?=(?:ensure|guarantee|обеспечить|гарантировать)\b)", re.IGNORECASE
)
_REPORTED = re.compile(r"^(?:recommended|recommends?)\s+(?:that|to)\s+", re.IGNORECASE)
_TRIM_END = " \t\r\n,;:–—-"
_ALIKE = re.compile(r"(?:other|others|those|another|другим|другими|других)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand: `body[start:end]`, the verb that asks it, and the verb that governs a demand without its own."""

    start: int
    end: int
    verb: str
    governed_by: str | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int
    gap: str  # what stands between the token before and this one


@dataclass(frozen=True)
class Verbs:
    """The verbs of a language: category of each, those that are nouns too, those that always open a demand."""

    category: dict[str, int]
    nouns: frozenset[str]
    strong: frozenset[str]
    permitting: frozenset[str]
    opening: tuple[str, ...]
    pronouns: frozenset[str]
    infinitive: tuple[str, ...] = ()  # endings by which a verb is known where verbs have one form for what is asked
    not_verbs: tuple[str, ...] = ()

    def is_verb(self, word: str) -> bool:
        if word in self.category or word.partition("/")[0] in self.category:
            return True
        return (
            len(word) > 4
            and bool(self.infinitive)
            and word.endswith(self.infinitive)
            and not word.endswith(self.not_verbs)
        )


@cache
def verbs(language: str) -> Verbs:
    """The table of a language; English where it has none of its own."""
    if not cues.table(language, "verbs"):
        language = "en"
    category: dict[str, int] = {}
    nouns = set()
    for number, listed in cues.table(language, "verbs").items():
        for entry in listed:
            word, _, mark = str(entry).partition(" ")
            category.setdefault(word, int(number))
            if mark == "n":
                nouns.add(word)
    tables = cues.words(language).get("tables", {})
    return Verbs(
        category,
        frozenset(nouns),
        frozenset(tables.get("strong", ())),
        frozenset(tables.get("permitting", ())),
        tuple(sorted(tables.get("opening", ()), key=len, reverse=True)),
        frozenset(tables.get("pronouns", ())),
        tuple(tables.get("infinitive", ())),
        tuple(tables.get("not-verbs", ())),
    )


def demands(body: str, spans: Sequence[tuple[int, int]], language: str) -> list[Demand]:
    """The demands of a recommendation, sentence by sentence. At least one: the whole, where nothing is told apart."""
    table = verbs(language)
    out: list[Demand] = []
    for start, end in spans:
        for first, last in _framed(body, start, end, table):
            out.extend(_split(body, first, last, table))
    if not out and spans:
        start, end = _trimmed(body, spans[0][0], spans[-1][1])
        if end > start:
            out.append(Demand(start, end, _first_verb(body, start, end, table)))
    return out


# --- what stands before the demand ------------------------------------------------------------------------------------


def _framed(body: str, start: int, end: int, table: Verbs) -> Iterator[tuple[int, int]]:
    """The sentence without "Instead,", "To this end, they should", "This should include"."""
    at = _after_opening(body, start, end, table)
    reported = _REPORTED.match(body, at, end)
    if reported:
        at = reported.end()
    if opens_with_verb(body, at, end, table):
        yield _without_to(body, at, end), end
        return
    modal = _MODAL_FRAME.search(body, at, min(end, at + 260))
    if modal is None or _verb_before(body, at, modal.start(), table):
        yield _without_to(body, at, end), end
        return
    after = _skip(body, modal.end(), end)
    including = _INCLUDING.match(body, modal.end(), end)
    subject = body[at : modal.start()].strip().lower()
    if including and subject in table.pronouns:
        yield including.end(), end
    elif re.match(r"(?:not\s+)?be\s", body[after : after + 8]) and subject not in table.pronouns:
        yield at, end  # passive: nobody else is asked by name, so its subject stays
    elif after < end:
        yield after, end


def _after_opening(body: str, start: int, end: int, table: Verbs) -> int:
    at = _skip(body, start, end)
    lowered = body[at : at + 60].lower()
    for phrase in table.opening:
        if lowered.startswith(phrase):
            after = lowered[len(phrase) : len(phrase) + 1]
            if after == "," or (after == " " and phrase not in table.category and " " not in phrase):
                return _skip(body, at + len(phrase) + 1, end)
    return at


def opens_with_verb(body: str, at: int, end: int, table: Verbs) -> bool:
    """Whether the words begin with a verb asked of someone, after "to", "not" and adverbs."""
    for n, token in enumerate(_TOKEN.finditer(body, at, min(end, at + 80))):
        word = token[0].lower()
        if word in _PARTICLES or word in _LINKS or (n < 3 and word.endswith(ADVERBS) and not table.is_verb(word)):
            continue
        return table.is_verb(word)
    return False


def _verb_before(body: str, start: int, end: int, table: Verbs) -> bool:
    """Whether "should" belongs to a clause inside the demand, because a relative or "that" opened before it."""
    return any(token[0].lower() in _RELATIVE for token in _TOKEN.finditer(body, start, end)) and opens_with_verb(
        body, start, end, table
    )


def _without_to(body: str, at: int, end: int) -> int:
    m = re.compile(r"(?:to\s+)(?=[^\W\d_])", re.IGNORECASE).match(body, at, end)
    return m.end() if m else at


def _skip(body: str, at: int, end: int) -> int:
    while at < end and (body[at].isspace() or body[at] in ",;:–—-•"):
        at += 1
    return at


# --- taking apart -----------------------------------------------------------------------------------------------------


def _split(body: str, start: int, end: int, table: Verbs) -> Iterator[Demand]:
    tokens = _tokens(body, start, end)
    cuts: list[tuple[int, int]] = []  # where a demand ends, where the next begins
    since = 0
    for n, token in enumerate(tokens):
        if n == 0:
            continue
        opens = _opens_demand(tokens, n, since, table)
        if opens is not None and opens < len(tokens):
            semicolon = body.find(";", tokens[n - 1].end, token.start) if ";" in token.gap else -1
            cuts.append((semicolon if semicolon >= 0 else token.start, tokens[opens].start))
            since = opens
    for purpose in _ENSURE_PURPOSE.finditer(body, start, end):
        if tokens and purpose.start() > tokens[0].start + 8 and not _within_brackets(body, start, purpose.start()):
            cuts.append((purpose.start(), purpose.end()))
    cuts.sort()
    yield from _between(body, start, end, cuts, table)


def _between(body: str, start: int, end: int, cuts: Sequence[tuple[int, int]], table: Verbs) -> Iterator[Demand]:
    at = start
    before = None
    for stop, following in [*cuts, (end, end)]:
        if stop < at:
            continue
        first, last = _trimmed(body, at, stop)
        if last > first:
            verb = _first_verb(body, first, last, table)
            governed = before if verb == "" or not opens_with_verb(body, first, last, table) else None
            yield Demand(first, last, verb if governed is None else governed, governed)
            before = verb if governed is None else governed
        at = following


def _trimmed(body: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (body[start].isspace() or body[start] in ",;:–—-•("):
        if body[start] == "(":
            break
        start += 1
    while end > start and (body[end - 1].isspace() or body[end - 1] in ",;:–—"):
        end -= 1
    return start, end


def _tokens(body: str, start: int, end: int) -> list[_Token]:
    """Words outside brackets and quotations; what was left out stands in the gap."""
    out: list[_Token] = []
    hidden = [(m.start(), m.end()) for m in _BRACKETS.finditer(body, start, end)]
    at = start
    k = 0
    for m in _TOKEN.finditer(body, start, end):
        while k < len(hidden) and hidden[k][1] <= m.start():
            k += 1
        if k < len(hidden) and hidden[k][0] <= m.start() < hidden[k][1]:
            continue
        gap = body[at : m.start()]
        for a, b in hidden:
            if at <= a and b <= m.start():
                gap = gap.replace(body[a:b], " ")
        out.append(_Token(m[0].lower(), m.start(), m.end(), gap))
        at = m.end()
    return out


def _within_brackets(body: str, start: int, at: int) -> bool:
    return any(m.start() <= at < m.end() for m in _BRACKETS.finditer(body, start, at + 400))


def _opens_demand(tokens: Sequence[_Token], n: int, since: int, table: Verbs) -> int | None:
    """Where a demand begins, if one ends before token `n`: the number of its first word, without "and" and "to"."""
    token = tokens[n]
    if ";" in token.gap:
        return _first_word(tokens, n, table)
    if token.word == "as" and [t.word for t in tokens[n : n + 3]] == ["as", "well", "as"]:
        return _after_as_well(tokens, n, since, table)
    if token.word in _LINKS and token.word not in ("then", "also", "также", "затем"):
        return _after_and(tokens, n, since, table)
    if "," in token.gap and n > since + 1:
        return _after_comma(tokens, n, since, table)
    return None


def _first_word(tokens: Sequence[_Token], n: int, table: Verbs) -> int:
    at = n
    while at < len(tokens) - 1 and (
        tokens[at].word in _LINKS or tokens[at].word in ("to", "or") or _is_passing(tokens[at].word, table)
    ):
        at += 1
    return at


def _is_passing(word: str, table: Verbs) -> bool:
    return word in ("finally", "lastly", "furthermore", "moreover")


def _after_as_well(tokens: Sequence[_Token], n: int, since: int, table: Verbs) -> int | None:
    at = n + 3
    if at >= len(tokens):
        return None
    has_to = tokens[at].word == "to"
    if not has_to:
        return at if tokens[at].word in table.strong else None
    at += 1
    if at >= len(tokens):
        return None
    if _verb_at(tokens, at, table) is not None:
        return at
    rest = " ".join(t.word for t in tokens[at : at + 4])
    if _ALIKE.match(rest):  # "to their own governments, as well as to other governments": the same demand
        return None
    mine = {t.word for t in tokens[since:n]}
    return at if not any(t.word in mine for t in tokens[at : at + 2] if len(t.word) > 3) else None


def _after_and(tokens: Sequence[_Token], n: int, since: int, table: Verbs) -> int | None:
    at = n + 1
    while at < len(tokens) and tokens[at].word in (
        "also",
        "then",
        "further",
        "subsequently",
        "thus",
        "instead",
        "также",
        "затем",
        "далее",
    ):
        at += 1
    if at >= len(tokens):
        return None
    comma = "," in tokens[n].gap
    if all(
        t.word.endswith(ADVERBS) and not table.is_verb(t.word) for t in tokens[since:n]
    ):  # "immediately and unconditionally"
        return None
    if (
        tokens[at].word == "that"
        and any(t.word == "that" for t in tokens[since:n])
        and tokens[since].word in ("ensure", "guarantee")
    ):
        return at + 1 if at + 1 < len(tokens) else None
    has_to = tokens[at].word in ("to", "not") and at + 1 < len(tokens)
    if tokens[at].word == "do" and at + 1 < len(tokens) and tokens[at + 1].word == "not":
        return at
    first = at + 1 if has_to else at
    verb = _verb_at(tokens, first, table) or (_verb_after_to(tokens, first, table) if has_to else None)
    if verb is None or _is_paired(tokens, n, since, verb, table):
        return None
    if has_to:
        return first if not _asked_of_another(tokens, since, n, table) else None
    if (_own_subject(tokens, since, n) or (_open_relative(tokens, since, n) and not comma)) and tokens[
        first
    ].word not in table.strong:
        return None
    if not comma and _asked_of_another(tokens, since, n, table) and tokens[first].word not in table.strong:
        return None
    return first


def _after_comma(tokens: Sequence[_Token], n: int, since: int, table: Verbs) -> int | None:
    """ "attend trials, conduct prison visits and …": a row of verbs each with its object."""
    verb = _verb_at(tokens, n, table) or (_verb_after_to(tokens, n, table) if _row_goes_on(tokens, n, table) else None)
    if verb is None or _is_paired(tokens, n, since, verb, table):
        return None
    if _own_subject(tokens, since, n) or _asked_of_another(tokens, since, n, table):
        return None
    if tokens[n - 1].word in ("to", "not") or not _verb_soon(tokens, since, table):
        return None
    return n


def _verb_soon(tokens: Sequence[_Token], since: int, table: Verbs) -> bool:
    return any(table.is_verb(t.word) for t in tokens[since : since + 3])


def _verb_at(tokens: Sequence[_Token], at: int, table: Verbs) -> int | None:
    """The number of the verb that stands here, after adverbs; a word that is a noun too needs an object beside it."""
    n = at
    while (
        n < len(tokens)
        and (tokens[n].word.endswith(ADVERBS) or tokens[n].word in ("not", "further", "better", "immediately", "не"))
        and not table.is_verb(tokens[n].word)
    ):
        n += 1
    if n >= len(tokens) or (n > at and "," in tokens[n].gap):
        return None
    word = tokens[n].word.partition("/")[0]
    if word == "have" and n + 1 < len(tokens) and tokens[n + 1].word in ("him", "her", "them", "it", "his", "their"):
        return n
    if (
        word.endswith("ly")
        or not table.is_verb(word)
        or (n and tokens[n - 1].word in ("чтобы", "право", "возможность", "права"))
    ):
        return None
    if word in table.nouns:
        following = tokens[n + 1] if n + 1 < len(tokens) else None
        if following is None or following.gap.strip() or following.word not in _DETERMINERS:
            return None
    return n


def _verb_after_to(tokens: Sequence[_Token], at: int, table: Verbs) -> int | None:
    """A word that is a noun too, where "to" or a row of verbs shows that it is a verb: "and to channel support"."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].word not in table.nouns or following is None or following.gap.strip():
        return None
    return at if following.word not in ("of", "and", "or", "by", "for", "in") else None


def _row_goes_on(tokens: Sequence[_Token], n: int, table: Verbs) -> bool:
    """Whether an "and" with a further verb closes the row that a comma began."""
    for k in range(n + 1, min(len(tokens) - 1, n + 14)):
        if ";" in tokens[k].gap:
            return False
        if tokens[k].word == "and":
            return _verb_at(tokens, k + 1, table) is not None
    return False


def _is_paired(tokens: Sequence[_Token], n: int, since: int, verb: int, table: Verbs) -> bool:
    """ "create and maintain": two verbs, one object."""
    before = tokens[n - 1].word
    if before.endswith("ly") and n - 2 >= since:
        before = tokens[n - 2].word
    if not table.is_verb(before) and not _looks_like_verb(tokens, n - 1):
        return False
    if before in table.nouns:
        earlier = tokens[n - 2].word if n - 2 >= since else ""
        return n - 1 == since or earlier in ("to", "not", "should", "must", "fully", "and") or earlier.endswith("ly")
    return True


def _looks_like_verb(tokens: Sequence[_Token], n: int) -> bool:
    return (
        n > 0
        and tokens[n - 1].word in ("to", "that", "who", "which")
        and tokens[n].word.endswith(("ize", "ise", "ify", "ate"))
    )


def _own_subject(tokens: Sequence[_Token], since: int, n: int) -> bool:
    """ "ensure that lawyers can meet …": inside "that" the verbs are the lawyers'."""
    words = [t.word for t in tokens[since:n]]
    if "that" not in words[:6] or not words or words[0] not in ("ensure", "guarantee", "see", "make"):
        return False
    after = words[words.index("that") :]
    return any(word in _MODALS or word in ("are", "is", "be") for word in after)


def _open_relative(tokens: Sequence[_Token], since: int, n: int) -> bool:
    for at in range(n - 1, since, -1):
        if tokens[at].word in _RELATIVE and tokens[at].word not in _OPENS_INDIRECT:
            return not (tokens[at].word == "that" and at - since <= 2)
        if "," in tokens[at].gap:
            return False
    return False


def _asked_of_another(tokens: Sequence[_Token], since: int, n: int, table: Verbs) -> bool:
    """ "allow NGOs to register and work": what comes after "to" is theirs."""
    words = [t.word for t in tokens[since:n]]
    for k, word in enumerate(words):
        if word in table.permitting:
            return "to" in words[k:]
    return False


def _first_verb(body: str, start: int, end: int, table: Verbs) -> str:
    for n, token in enumerate(_TOKEN.finditer(body, start, min(end, start + 120))):
        word = token[0].lower().partition("/")[0]
        if (word in table.category or (table.infinitive and table.is_verb(word))) and not word.endswith("ly"):
            return word
        if n > 6:
            break
    return ""


# --- what a demand asks -----------------------------------------------------------------------------------------------

_SPECIFIC_AFTER_GENERAL: dict[str, re.Pattern[str]] = {
    "refrain": re.compile(r"\b(?:from )?(?:adopting|passing|enacting|signing|extraditing|deporting|executing)\b"),
    "abstain": re.compile(r"\b(?:from )?(?:adopting|passing|enacting|signing|extraditing|deporting)\b"),
    "ensure": re.compile(r"\b(?:by (?:a )?courts?|last resort|judicial review|is released|are released|immediate release)\b"),
    "provide": re.compile(r"\b(?:visits?|reparation|compensation|access to (?:a )?lawyers?|full cooperation on)\b"),
    "take": re.compile(r"\b(?:legislative measures? to (?:prohibit|criminali[sz]e|abolish))\b"),
    "make": re.compile(r"\bpublic\b"),
    "put": re.compile(r"\b(?:on trial|moratorium|in place a)\b"),
    "bring": re.compile(r"\b(?:to justice|into (?:line|conformity|compliance)|in line)\b"),
    "give": re.compile(r"\baccess\b"),
    "raise": re.compile(r"\b(?:age|the case of|cases? of)\b"),
}  # fmt: skip
_GENERAL_AFTER_SPECIFIC: dict[str, re.Pattern[str]] = {
    "implement": re.compile(r"."),
    "adopt": re.compile(r"\b(?:measures|approach|policy|policies)\b"),
    "develop": re.compile(r"\bcooperation\b"),
    "condemn": re.compile(r"^$"),
    "undertake": re.compile(r"\b(?:efforts|measures|steps)\b"),
    "set": re.compile(r"\bexample\b"),
    "hold": re.compile(r"\bconsultations?\b"),
}  # fmt: skip


def category_of(demand: Demand, words: str, language: str) -> int:
    """How much is asked: 1 minimal, 2 continuing, 3 considering, 4 general, 5 specific."""
    table = verbs(language)
    lowered = words.lower()
    if re.match(r"(?:continue|maintain|keep up|продолж)", lowered) and not lowered.startswith("maintain close"):
        return 2
    verb = demand.verb
    if re.match(r"\W*(?:the |an? )?[\w ]{2,60} (?:should|must) be ", lowered):
        return 5
    category = table.category.get(verb, 4)
    if category in (4, 2) and verb in _SPECIFIC_AFTER_GENERAL and _SPECIFIC_AFTER_GENERAL[verb].search(lowered):
        return 5
    if category == 5 and verb in _GENERAL_AFTER_SPECIFIC and _GENERAL_AFTER_SPECIFIC[verb].search(lowered):
        return 4
    if verb in ("maintain", "keep") and "contact" in lowered:
        return 4
    if verb == "" and re.search(r"judicial review|by courts?\b", lowered):
        return 5
    return category


def action_of(demand: Demand, words: str, language: str) -> str:
    """What is asked, in a word or two: "release", "accept visit"."""
    lowered = words.lower()
    if "standing invitation" in lowered or "open invitation" in lowered:
        return "issue standing invitation"
    if re.search(r"\bvisits?\b", lowered) and re.search(
        r"rapporteur|special procedure|working group|mandate|докладчик", lowered
    ):
        if demand.verb in ("accept", "grant", "respond", "approve", "agree"):
            return "accept visit"
        if re.search(r"agreed|in principle|cooperat", lowered):
            return "cooperate with visit"
        return "invite visit"
    actions: dict[str, Any] = cues.table(language, "actions") or cues.table("en", "actions")
    return str(actions.get(demand.verb, demand.verb or "other"))


def is_negative(demand: Demand, words: str, language: str) -> bool:
    """Whether the demand is to refrain or to stop."""
    negative = set(cues.words(language).get("tables", {}).get("negative", ())) | {
        "refrain",
        "abstain",
        "stop",
        "cease",
        "halt",
    }
    opening = [token[0].lower() for token in _TOKEN.finditer(words[:60])][:4]
    return (
        demand.verb in negative
        or opening[:2] == ["do", "not"]
        or opening[:3] == ["put", "an", "end"]
        or opening[:1] in (["not"], ["не"])
    )
