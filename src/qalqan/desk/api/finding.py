"""What an address or a request names, found for whoever asks: an entry, a text, words of a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from qalqan.desk.api import entries
from qalqan.desk.api.description import NOTHING, Spoken
from qalqan.desk.marking import place
from qalqan.errors import CannotDecide, NotFound
from qalqan.library.models import Text
from qalqan.record.actions import Words
from qalqan.record.models import Relation
from qalqan.safety.access import visible
from qalqan.safety.entries import Levelled
from qalqan.safety.levels import SEALED

L = TypeVar("L", bound=Levelled)


def one_of(model: type[L], account: Any, permanent_id: str) -> L:
    """Raises NotFound, also for what the account may not see and what is sealed."""
    found = visible(model._default_manager.filter(permanent_id=permanent_id), account).exclude(level=SEALED).first()
    if found is None:
        raise NotFound(NOTHING)
    return found  # type: ignore[no-any-return]


def entry_of(kind: str, account: Any, permanent_id: str) -> Any:
    """An entry of a kind, with everything it hangs on. Raises NotFound."""
    found = entries.reachable(entries.kind_named(kind), account).filter(permanent_id=permanent_id).first()
    if found is None:
        raise NotFound(NOTHING)
    return found


def text_of(account: Any, permanent_id: str) -> Text:
    """A text whose publication the account may see too. Raises NotFound."""
    found = one_of(Text, account, permanent_id)
    entries.work_of(account, found.work.permanent_id)
    return found


def words_said(spoken: Iterable[Spoken], account: Any) -> list[Words]:
    """The words as evidence. Raises NotFound for a text that is not there, CannotDecide for words it does not hold."""
    said = []
    for one in spoken:
        text = text_of(account, one.text)
        at = place(text.body, one.exact, one.near)
        if at is None:
            raise CannotDecide("These words do not stand in the text: copy them from its body exactly.")
        said.append(Words.at(text, *at, stance=one.stance))
    return said


def told(entry: Levelled, account: Any) -> dict[str, Any]:
    """An entry as `record/KIND/ID` gives it, after something was done to it."""
    kind = next((kind for kind in entries.KINDS if kind.model is type(entry)), None)
    if kind is None:
        return {"id": entry.permanent_id, "level": entry.level, "version": entry.version}
    return {"kind": kind.name, **entries.one(kind, account, entry.permanent_id)}


def relation_told(relation: Relation) -> dict[str, Any]:
    return {
        "id": relation.permanent_id, "one": relation.one, "relation": relation.relation, "other": relation.other,
        "since": relation.since or None, "until": relation.until or None, "reason": relation.reason,
        "standing": relation.standing, "version": relation.version,
    }  # fmt: skip
