"""What each State asks in one numbered paragraph of a Universal Periodic Review: several demands share verbs and objects.

"Ratify (A) / consider ratifying (B) the Covenant" asks two things of one object; "Ratify the Covenant (A, B) and accept its
procedure (B)" asks the second of B alone, on top of the first; "the Covenant (A); the Convention (B)" share the verb. An
ask is always one stretch of the paragraph, from its verb to the end of its object, with what is printed between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qalqan.extraction.upr_pieces import ADDS, BACKWARD, Piece, divides, is_verbal, pieces_of
from qalqan.extraction.upr_states import States
from qalqan.extraction.verbs import ADVERBS, WORD, Verbs, opens_with_verb

_REPORTED = re.compile(
    r"(?i:(?:it\s+)?(?:was\s+)?(?:recommended|recommends?|suggested|suggests?|encouraged|urged|called\s+(?:up)?on)\s+)(?:(?:that|to)\s+)?"
    r"(?:(?:the\s+)?(?:[Gg]overnment|[Aa]uthorities|State)(?:\s+of)?\s+)?(?:(?:the\s+)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,4}\s+)?(?:to\s+)?"
)
_FURTHER = re.compile(rf";|,\s+(?={ADDS.pattern})", re.IGNORECASE)
_FEWEST = 4  # words; what is shorter says too little without its verb ("OP-CAT")
_SPARED = 2  # words: the bracket of one's own verb may stand before the object
_SHORT = 9  # words; a longer demand names what it speaks of
_LETTERED = re.compile(r"(?:(?<=^)|(?<=[\s,;:]))\(?(?P<mark>[a-h]|i{1,3}|iv|vi{0,3})\)\s+", re.IGNORECASE)


@dataclass(slots=True)
class Ask:
    """What some States ask: `body[start:end]`; its words end at `words_end`, before the bracket of the States.

    `shares` is the verb that stands elsewhere in the paragraph; `sure` says how plainly the paragraph divides so.
    """

    start: int
    words_end: int
    end: int
    states: list[str]
    shares: str | None = None
    sure: float = 0.92


@dataclass(slots=True)
class _Group:
    """A demand with a verb of its own (or one shared from before), and the asks that rest on it."""

    start: int
    asks: list[Ask] = field(default_factory=list)
    shares: str | None = None


def asks_of(body: str, start: int, end: int, brackets: Sequence[States], table: Verbs) -> list[Ask]:
    """The asks of a paragraph in the order in which they begin."""
    pieces = pieces_of(body, start, end, brackets, table)
    asks = list(_read(body, pieces, table))  # all of them first: a later one may take States from an earlier one
    out: list[Ask] = []
    for ask in sorted((ask for ask in asks if ask.states), key=lambda one: (one.start, one.end)):
        out.extend(_lettered(body, _without_report(body, ask, table), table))
    return out


# --- the asks ---------------------------------------------------------------------------------------------------------


def _read(body: str, pieces: Sequence[Piece], table: Verbs) -> Iterator[Ask]:
    group: _Group | None = None
    opened: list[Piece] = []
    for piece in pieces:
        if piece.kind == "open":
            opened.append(piece)
            continue
        if opened:
            group = _of_one_object(body, opened, piece, table)
            yield from group.asks
            opened = []
        elif not piece.states:
            continue
        elif group is None or piece.kind == "own":
            group, asks = _of_its_own(body, group, piece)
            yield from asks
        elif piece.kind == "object":
            shares = group.shares or _verb_of(body[group.start : group.start + 60], table)
            group = _Group(piece.start, [_ask(piece, piece.start, piece.states, 0.8, shares)], shares)
            yield from group.asks
        else:
            yield _added(group, piece)


def _ask(last: Piece, start: int, states: Sequence[str], sure: float = 0.92, shares: str | None = None) -> Ask:
    return Ask(start, last.words_end, last.end, list(states), shares, sure)


def _of_one_object(body: str, opened: list[Piece], last: Piece, table: Verbs) -> _Group:
    """Verbs that share an object: each State asks with its own verbs, all of them for the one thing."""
    own = last.kind == "own"
    thing = _object_begins(body, last, table) if own else last.start
    group = _Group(last.start if own else opened[-1].start)
    said: list[str] = []
    for n in range(len(opened)):
        for chain, states in _by_verbs(opened, n, said, last.states):
            said.extend(states)
            start, shares = _verbs_and_object(body, chain, opened, last, thing, states)
            ask = _ask(last, start, states, 0.85, shares)
            if not set(states) & set(last.states) and (further := _FURTHER.search(body, thing, last.words_end)):
                ask.words_end = ask.end = further.start()  # what follows is asked by those of the last bracket alone
            group.asks.append(ask)
    rest = [state for state in last.states if state not in said]
    if rest:
        group.asks.append(_ask(last, group.start, rest, 0.85))
    return group


def _by_verbs(
    opened: Sequence[Piece], n: int, said: Sequence[str], closing: Sequence[str]
) -> Iterator[tuple[list[Piece], list[str]]]:
    """The States that speak first at this verb, with the verbs of each: who goes on to the next apart from who does not."""
    chains: dict[tuple[tuple[int, ...], bool], list[str]] = {}
    for state in opened[n].states:
        if state not in said:
            verbs_of_it = tuple(m for m in range(n, len(opened)) if state in opened[m].states)
            chains.setdefault((verbs_of_it, state in closing), []).append(state)
    for (chain, _), states in chains.items():
        pieces = [opened[m] for m in chain]
        if n and not opened[n].joint.strip():
            pieces.insert(0, opened[n - 1])  # "ratify (A) promptly (B)": B asks to ratify promptly
        yield pieces, states


def _verbs_and_object(
    body: str, chain: Sequence[Piece], opened: Sequence[Piece], last: Piece, thing: int, states: Sequence[str]
) -> tuple[int, str | None]:
    """Where the ask begins, and its verbs where they stand too far from the object to be one stretch with it."""
    verbs_of_it = " ".join(
        (f"{piece.joint.strip(' ,;') if n else ''} {body[piece.start : piece.words_end]}").strip()
        for n, piece in enumerate(chain)
    )
    between = [piece for piece in opened if piece.start > chain[0].start and piece not in chain]
    strange = sum(len(body[piece.start : piece.end].split()) for piece in between)
    strange += sum(len(body[piece.words_end : piece.end].split()) for piece in chain)
    strange -= 0 if between else _SPARED
    if last.kind == "own" and not set(states) & set(last.states):
        strange += len(body[last.start : thing].split())
    # One stretch where it holds no more of others' words than the object alone would lack of its own.
    alone = len(body[thing : last.words_end].split()) >= _FEWEST and strange > len(verbs_of_it.split())
    return (thing, verbs_of_it) if alone else (chain[0].start, None)


def _object_begins(body: str, piece: Piece, table: Verbs) -> int:
    """Where the thing begins that a verb asks about: after "ratify", "consider the ratification of"."""
    at = piece.start
    for token in WORD.finditer(body, piece.start, piece.words_end):
        word = token[0].lower()
        if not (is_verbal(word, table) or word in ("to", "and", "or", "of") or word.endswith(ADVERBS)):
            return token.start()
        at = token.end()
    return at


def _of_its_own(body: str, group: _Group | None, piece: Piece) -> tuple[_Group, list[Ask]]:
    """A demand with its own verb. Who asked the former too asks both in one breath, unless ";" parts them."""
    if group is None or divides(piece.joint) or not _goes_on(body, group, piece):
        ask = _ask(piece, piece.start, piece.states)
        return _Group(piece.start, [ask]), [ask]
    before = {state for ask in group.asks for state in ask.states}
    both = [state for state in piece.states if state in before]
    rest = [state for state in piece.states if state not in before]
    words = body[piece.start : piece.words_end]
    if rest and not both and len(words.split()) < _SHORT and BACKWARD.search(words):
        ask = _ask(piece, group.start, rest, 0.8)  # "… and recognize the competence of its Committee"
        return _Group(group.start, [ask]), [ask]
    _withdraw(group, both)
    asks = [_ask(piece, group.start, both, 0.8)] if both else []
    asks += [_ask(piece, piece.start, rest)] if rest else []
    return _Group(group.start if both and not rest else piece.start, asks), asks


def _goes_on(body: str, group: _Group, piece: Piece) -> bool:
    """Whether "and" leads on in one demand; a second "to" begins another, and a comma alone makes a list."""
    infinitives = all(body[at : at + 3].lower() == "to " for at in (group.start, piece.start))
    # The same States behind both verbs: had it been one demand, one bracket would have closed it.
    same = any(set(ask.states) == set(piece.states) for ask in group.asks)
    return "and" in piece.joint and not infinitives and not same


def _added(group: _Group, piece: Piece) -> Ask:
    """ "… (A, B), in particular … (B)": B asks the whole, A what stands before."""
    _withdraw(group, piece.states)
    ask = _ask(piece, group.start, piece.states, 0.75, group.shares)
    group.asks.append(ask)
    return ask


def _withdraw(group: _Group, states: Sequence[str]) -> None:
    for ask in group.asks:
        ask.states[:] = [state for state in ask.states if state not in states]


def _verb_of(words: str, table: Verbs) -> str | None:
    """The verbs at the head of a demand: "To sign and ratify"."""
    last = 0
    for token in WORD.finditer(words):
        word = token[0].lower()
        if is_verbal(word, table) or word in ("to", "not"):
            last = token.end() if word != "to" or last == 0 else last
        elif word not in ("and", "or") and not word.endswith(ADVERBS):
            break
    return words[:last].strip() or None


# --- the form of an ask -----------------------------------------------------------------------------------------------


def _without_report(body: str, ask: Ask, table: Verbs) -> Ask:
    """ "Recommended that the State adopt …" asks to adopt."""
    found = _REPORTED.match(body, ask.start, ask.words_end)
    if found and (found[0].endswith("to ") or opens_with_verb(body, found.end(), ask.words_end, table)):
        ask.start = found.end()
    return ask


def _lettered(body: str, ask: Ask, table: Verbs) -> list[Ask]:
    """A paragraph that begins with "(a)" and goes on with "(b)" holds as many demands."""
    marks = list(_LETTERED.finditer(body, ask.start, ask.words_end))
    if len(marks) < 2 or marks[0].start() > ask.start or marks[0]["mark"].lower() not in ("a", "i"):
        return [ask]
    if not all(opens_with_verb(body, mark.end(), ask.words_end, table) for mark in marks):
        return [ask]
    out = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        stop = following.start() if following else ask.words_end
        last = mark.end() + len(re.sub(r"[\s,;.]*(?:\band)?[\s,;.]*$", "", body[mark.end() : stop]))
        out.append(Ask(mark.end(), last, last if following else ask.end, list(ask.states), None, 0.85))
    return out
