"""A long answer in portions, so that whoever gives it and whoever takes it holds no more of it than the words at once.

An answer is a `qalqan-extract/1` object. Its long lists (passages, candidates) go apart from it, some thousand at a time,
each portion a JSON list; "portions" in the object names the list to which each belongs, in order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")

AT_ONCE = 2000  # passages or candidates in a portion
LETTERS_AT_ONCE = 1 << 20  # of the text
LISTS = ("passages", "candidates")


class Written(Sequence[dict[str, Any]], Generic[T]):
    """Things in the form of JSON, each made when it is asked for."""

    def __init__(self, things: Sequence[T], form: Callable[[T], dict[str, Any]]) -> None:
        self._things, self._form = things, form

    def __len__(self) -> int:
        return len(self._things)

    @overload
    def __getitem__(self, at: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, at: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, at: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(at, slice):
            return [self._form(thing) for thing in self._things[at]]
        return self._form(self._things[at])


class InPortions:
    """A long list as it came. Walked through as often as wanted: one portion at a time is taken apart.

    Raises ValueError for a portion that is no list of objects.
    """

    def __init__(self, portions: Sequence[bytes]) -> None:
        self.portions = tuple(portions)
        self._many = sum(map(len, self._lists()))

    def __len__(self) -> int:
        return self._many

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for portion in self._lists():
            yield from portion

    def _lists(self) -> Iterator[list[dict[str, Any]]]:
        for portion in self.portions:
            held = json.loads(portion)
            if not isinstance(held, list) or not all(isinstance(one, dict) for one in held):
                raise ValueError("no list of objects")
            yield held


def in_frames(held: Mapping[str, Any]) -> Iterator[bytes]:
    """An answer as it is sent: the object, then its portions. One that is not long is whole in the first."""
    apart = [key for key in LISTS if len(held.get(key, ())) > AT_ONCE]
    if not apart:
        yield as_bytes({key: list(value) if isinstance(value, Written) else value for key, value in held.items()})
        return
    each = {key: -(-len(held[key]) // AT_ONCE) for key in apart}
    yield as_bytes(
        {
            **{key: [] if key in LISTS else value for key, value in held.items()},
            **{key: list(held[key]) for key in LISTS if key in held and key not in apart},
            "portions": [key for key in apart for _ in range(each[key])],
        }
    )
    for key in apart:
        for at in range(0, len(held[key]), AT_ONCE):
            yield as_bytes(held[key][at : at + AT_ONCE])


def put_together(answer: dict[str, Any], portions: Sequence[bytes]) -> dict[str, Any]:
    """The answer again, its long lists in their place. Raises ValueError for what `in_frames` does not give."""
    named = answer.pop("portions", ())
    if len(named) != len(portions) or not set(named) <= set(LISTS):
        raise ValueError("portions of another answer")
    for key in dict.fromkeys(named):
        if answer.get(key) != []:
            raise ValueError("a list that is there twice")
        answer[key] = InPortions([portion for name, portion in zip(named, portions, strict=True) if name == key])
    return answer


def in_pieces(held: Mapping[str, Any], written: Callable[[Any], str]) -> Iterator[str]:
    """The JSON of an answer, as `json.dumps` gives it, a portion at a time. `written` gives that of a part of it."""
    yield "{"
    for n, (key, value) in enumerate(held.items()):
        yield (", " if n else "") + written(key) + ": "
        if isinstance(value, InPortions | Written | list) and len(value) > AT_ONCE:
            yield "["
            for place, portion in enumerate(_portions(value)):
                yield (", " if place else "") + written(portion)[1:-1]
            yield "]"
        elif isinstance(value, str) and len(value) > LETTERS_AT_ONCE:
            yield '"'
            for at in range(0, len(value), LETTERS_AT_ONCE):
                yield written(value[at : at + LETTERS_AT_ONCE])[1:-1]
            yield '"'
        else:
            yield written(list(value) if isinstance(value, InPortions | Written) else value)
    yield "}"


def _portions(value: InPortions | Written[Any] | list[Any]) -> Iterator[list[Any]]:
    if isinstance(value, InPortions):
        yield from value._lists()
        return
    for at in range(0, len(value), AT_ONCE):
        yield value[at : at + AT_ONCE]


def as_bytes(thing: Any) -> bytes:
    return json.dumps(thing, ensure_ascii=False).encode("utf-8", "surrogatepass")
