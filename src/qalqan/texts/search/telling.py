"""A query in words, so that AND and OR, a filter or a mended sign never surprise: “a” and (“b” or “c”).

Takes a tree and the reader's language as a function of sentences; gives a sentence of it. The sentences are marked for
the catalogues here and said by whoever shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from qalqan.texts.search.query import And, Field, Near, Node, Not, Or, Phrase, Prefix, Word

Say: TypeAlias = Callable[[str], str]
ValueOf: TypeAlias = Callable[[str, str], str]  # (field, value as typed) -> the value as a reader knows it


def _(sentence: str) -> str:
    """Marks a sentence for the catalogues."""
    return sentence


NAMES = {
    "country": _("country"),
    "publisher": _("publisher"),
    "issuer": _("issuer"),
    "person": _("person"),
    "organisation": _("organisation"),
    "instrument": _("law or norm"),
    "addressee": _("addressee"),
    "status": _("status"),
    "language": _("language"),
    "kind": _("kind"),
    "topic": _("topic"),
    "title": _("title"),
    "symbol": _("symbol"),
    "published": _("published"),
    "from": _("published from"),
    "to": _("published until"),
}


def _as_typed(_field: str, value: str) -> str:
    return value


def told(node: Node, say: Say, value_of: ValueOf = _as_typed) -> str:
    """A tree in the reader's words."""
    return _told(node, say, value_of, "%s")


def _told(node: Node, say: Say, value_of: ValueOf, around: str) -> str:
    match node:
        case And(parts):
            return around % _joined(_("and"), parts, say, value_of)
        case Or(parts):
            return around % _joined(_("or"), parts, say, value_of)
        case Not(part):
            return say(_("not %(what)s")) % {"what": _told(part, say, value_of, "(%s)")}
        case Word(text):
            return f"“{text}”"
        case Phrase(text):
            return say(_("the exact words “%(words)s”")) % {"words": text}
        case Prefix(text):
            return say(_("words that begin with “%(letters)s”")) % {"letters": text}
        case Near(one, other, distance):
            ends = {"one": told(one, say, value_of), "other": told(other, say, value_of)}
            return say(_("%(one)s within %(n)d words of %(other)s")) % {**ends, "n": distance}
        case Field(name, value):
            return f"{say(NAMES[name])} “{value_of(name, value)}”"


def _joined(joint: str, parts: Sequence[Node], say: Say, value_of: ValueOf) -> str:
    return f" {say(joint)} ".join(_told(part, say, value_of, "(%s)") for part in parts)


def listed(names: Sequence[str], last: str) -> str:
    """a, b and c."""
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} {last} {names[-1]}"
