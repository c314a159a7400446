"""Where one demand ends and the next begins inside a sentence.

Works on words outside brackets and quotations. "since" is the first word of the demand that runs now.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from qalqan.extraction.verbs import ADVERBS, LINKS, WORD, Verbs

_BRACKETS = re.compile(r"\([^()]{0,400}\)|“[^”]{0,400}”|\"[^\"]{0,400}\"|«[^»]{0,400}»")
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "all",
        "any",
        "each",
        "every",
        "its",
        "their",
        "his",
        "her",
        "our",
        "this",
        "these",
        "those",
        "that",
        "such",
        "no",
        "it",
        "them",
        "him",
        "us",
        "both",
        "full",
        "fair",
        "prompt",
        "human",
        "international",
        "national",
        "effective",
        "adequate",
        "free",
        "independent",
        "civil",
        "ngo",
        "ngos",
        "public",
        "local",
        "what",
        "how",
        "who",
        "whom",
        "whether",
        "where",
        "why",
        "when",
    ]
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
_ENSURE_PURPOSE = re.compile(
    r"\b(?:in order to|so as to|чтобы|с тем чтобы)\s+(?=(?:ensure|guarantee|обеспечить|гарантировать)\b)", re.IGNORECASE
)
_ALIKE = re.compile(r"(?:other|others|those|another|другим|другими|других)\b", re.IGNORECASE)


class Token(NamedTuple):
    word: str
    start: int
    end: int
    gap: str  # what stands between the token before and this one


def cuts_between_demands(body: str, start: int, end: int, table: Verbs) -> list[tuple[int, int]]:
    """Pairs of places: where a demand ends, and where the next begins without "and" and "to"."""
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
    return sorted(cuts)


def _tokens(body: str, start: int, end: int) -> list[Token]:
    """Words outside brackets and quotations; what was left out stands in the gap."""
    out: list[Token] = []
    hidden = [(m.start(), m.end()) for m in _BRACKETS.finditer(body, start, end)]
    at = start
    k = 0
    for m in WORD.finditer(body, start, end):
        while k < len(hidden) and hidden[k][1] <= m.start():
            k += 1
        if k < len(hidden) and hidden[k][0] <= m.start() < hidden[k][1]:
            continue
        gap = body[at : m.start()]
        for a, b in hidden:
            if at <= a and b <= m.start():
                gap = gap.replace(body[a:b], " ")
        out.append(Token(m[0].lower(), m.start(), m.end(), gap))
        at = m.end()
    return out


def _within_brackets(body: str, start: int, at: int) -> bool:
    return any(m.start() <= at < m.end() for m in _BRACKETS.finditer(body, start, at + 400))


def _opens_demand(tokens: Sequence[Token], n: int, since: int, table: Verbs) -> int | None:
    """Where a demand begins, if one ends before token `n`: the number of its first word, without "and" and "to"."""
    token = tokens[n]
    if ";" in token.gap:
        return _first_word(tokens, n, table)
    if token.word == "as" and [t.word for t in tokens[n : n + 3]] == ["as", "well", "as"]:
        return _after_as_well(tokens, n, since, table)
    if token.word in LINKS and token.word not in ("then", "also", "также", "затем"):
        return _after_and(tokens, n, since, table)
    if "," in token.gap and n > since + 1:
        return _after_comma(tokens, n, since, table)
    return None


def _first_word(tokens: Sequence[Token], n: int, table: Verbs) -> int:
    at = n
    while at < len(tokens) - 1 and (
        tokens[at].word in LINKS or tokens[at].word in ("to", "or") or _is_passing(tokens[at].word, table)
    ):
        at += 1
    return at


def _is_passing(word: str, table: Verbs) -> bool:
    return word in ("finally", "lastly", "furthermore", "moreover")


def _after_as_well(tokens: Sequence[Token], n: int, since: int, table: Verbs) -> int | None:
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
    if _ALIKE.match(rest):  # "report to the ministry, as well as to other ministries": the same demand
        return None
    mine = {t.word for t in tokens[since:n]}
    return at if not any(t.word in mine for t in tokens[at : at + 2] if len(t.word) > 3) else None


def _after_and(tokens: Sequence[Token], n: int, since: int, table: Verbs) -> int | None:
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
    if tokens[n].word == "а" and tokens[at].word == "не":  # "…, а не превращать": what is not meant
        return None
    comma = "," in tokens[n].gap
    if tokens[at].word in ("should", "must") and at + 1 < len(
        tokens
    ):  # "…, and should press for": the same is asked again
        return at + 2 if tokens[at + 1].word in ("also", "then") and at + 2 < len(tokens) else at + 1
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
    if verb is None and (comma and _verb_with_many(tokens, first, table) or _gives_to(tokens, first, table)):
        verb = first
    if verb is None or _is_paired(tokens, n, since, verb, table):
        return None
    if has_to:
        return first if not _asked_of_another(tokens, since, n, table) else None
    relative = _open_relative(tokens, since, n) and not comma and not _relative_is_over(tokens, since, n)
    if (_own_subject(tokens, since, n) or relative) and tokens[first].word not in table.strong:
        return None
    if not comma and _asked_of_another(tokens, since, n, table) and tokens[first].word not in table.strong:
        return None
    return first


def _after_comma(tokens: Sequence[Token], n: int, since: int, table: Verbs) -> int | None:
    """ "attend trials, conduct prison visits and …": a row of verbs each with its object."""
    if tokens[n].word == "to" and _row_of_to(tokens, n, table) and not _asked_of_another(tokens, since, n, table):
        return n + 1
    verb = _verb_at(tokens, n, table) or (_verb_after_to(tokens, n, table) if _row_goes_on(tokens, n, table) else None)
    if verb is None or _is_paired(tokens, n, since, verb, table):
        return None
    if _own_subject(tokens, since, n) or _asked_of_another(tokens, since, n, table):
        return None
    if tokens[n - 1].word in ("to", "not") or not _verb_soon(tokens, since, table):
        return None
    return n


def _verb_soon(tokens: Sequence[Token], since: int, table: Verbs) -> bool:
    return any(table.is_verb(t.word) for t in tokens[since : since + 3])


def _verb_at(tokens: Sequence[Token], at: int, table: Verbs) -> int | None:
    """The number of the verb that stands here, after adverbs; a word that is a noun too needs an object beside it."""
    n = at
    if [token.word for token in tokens[at : at + 3]] == ["в", "первую", "очередь"]:
        n += 3
    while (
        n < len(tokens)
        and (
            tokens[n].word.endswith(ADVERBS)
            or tokens[n].word in ("not", "further", "better", "immediately", "не", "впредь")
        )
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
        if following is None or following.gap.strip():
            return None
        if following.word not in _DETERMINERS and not (word in table.strong and following.word.endswith("ing")):
            return None
    return n


def _verb_after_to(tokens: Sequence[Token], at: int, table: Verbs) -> int | None:
    """A word that is a noun too, where "to" or a row of verbs shows that it is a verb: "and to channel support"."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].word not in table.nouns or following is None or following.gap.strip():
        return None
    return at if following.word not in ("of", "and", "or", "by", "for", "in") else None


def _verb_with_many(tokens: Sequence[Token], at: int, table: Verbs) -> bool:
    """ "…, and issue passports to all": behind a comma, a word that is a noun too with several things after it."""
    following = [token.word for token in tokens[at + 1 : at + 3]]
    if tokens[at].word not in table.nouns or not following or tokens[at + 1].gap.strip():
        return False
    return following[0].endswith("s") and not following[0].endswith(("ss", "'s", "is", "us"))


def _gives_to(tokens: Sequence[Token], at: int, table: Verbs) -> bool:
    """ "and issue accreditation to all": a word that is a noun too, with a thing and whom it goes to."""
    words = [token.word for token in tokens[at : at + 4]]
    return words[:1] in (["issue"], ["grant"], ["return"]) and "to" in words[2:4] and words[1] not in ("of", "to")


def _row_of_to(tokens: Sequence[Token], n: int, table: Verbs) -> bool:
    """ "…, to send observers and to speak out": a row in which each verb has its own "to"."""
    if n + 1 >= len(tokens):
        return False
    if _verb_at(tokens, n + 1, table) is None and _verb_after_to(tokens, n + 1, table) is None:
        return False
    following = range(n + 2, min(len(tokens) - 1, n + 24))
    return any(tokens[k].word == "and" and tokens[k + 1].word == "to" for k in following if ";" not in tokens[k].gap)


def _row_goes_on(tokens: Sequence[Token], n: int, table: Verbs) -> bool:
    """Whether an "and" with a further verb closes the row that a comma began."""
    for k in range(n + 1, min(len(tokens) - 1, n + 14)):
        if ";" in tokens[k].gap:
            return False
        if tokens[k].word == "and":
            return _verb_at(tokens, k + 1, table) is not None
    return False


# "in fair and open proceedings", "a full and free vote": adjectives that are verbs too.
_ADJECTIVES = frozenset(
    ("open", "free", "complete", "clean", "clear", "secure", "separate", "direct", "correct", "lower", "close")
)
_LIKE_THEM = frozenset(("fair", "full", "prompt", "effective", "independent", "impartial", "transparent", "peaceful", "public", "safe", "free", "genuine", "fully"))  # fmt: skip


def _is_paired(tokens: Sequence[Token], n: int, since: int, verb: int, table: Verbs) -> bool:
    """ "create and maintain": two verbs, one object."""
    before = tokens[n - 1].word
    if before in _LIKE_THEM and tokens[verb].word in _ADJECTIVES:
        return True
    if before.endswith("ly") and n - 2 >= since:
        before = tokens[n - 2].word
    if not table.is_verb(before) and not _looks_like_verb(tokens, n - 1):
        return False
    if before in table.nouns:
        earlier = tokens[n - 2].word if n - 2 >= since else ""
        return n - 1 == since or earlier in ("to", "not", "should", "must", "fully", "and") or earlier.endswith("ly")
    return True


def _looks_like_verb(tokens: Sequence[Token], n: int) -> bool:
    return (
        n > 0
        and tokens[n - 1].word in ("to", "that", "who", "which")
        and tokens[n].word.endswith(("ize", "ise", "ify", "ate"))
    )


def _own_subject(tokens: Sequence[Token], since: int, n: int) -> bool:
    """ "ensure that lawyers can meet …": inside "that" the verbs are the lawyers'."""
    words = [t.word for t in tokens[since:n]]
    if "that" not in words[:6] or not words or words[0] not in ("ensure", "guarantee", "see", "make"):
        return False
    after = words[words.index("that") :]
    return any(word in _MODALS or word in ("are", "is", "be") for word in after)


def _open_relative(tokens: Sequence[Token], since: int, n: int) -> bool:
    for at in range(n - 1, since, -1):
        if tokens[at].word in _RELATIVE and tokens[at].word not in _OPENS_INDIRECT:
            return not (tokens[at].word == "that" and at - since <= 2)
        if "," in tokens[at].gap:
            return False
    return False


_FINITE = frozenset(("was", "were", "had", "has", "have", "been"))


def _relative_is_over(tokens: Sequence[Token], since: int, n: int) -> bool:
    """ "groups that were closed and return …": after "were" the relative goes on with a participle, not with "return"."""
    for at in range(n - 1, since, -1):
        if tokens[at].word in _RELATIVE:
            return any(token.word in _FINITE for token in tokens[at + 1 : min(n, at + 4)])
    return False


def _asked_of_another(tokens: Sequence[Token], since: int, n: int, table: Verbs) -> bool:
    """ "allow NGOs to register and work": what comes after "to" is theirs."""
    words = [t.word for t in tokens[since:n]]
    for k, word in enumerate(words):
        if word in table.permitting:
            return "to" in words[k:]
    return False
