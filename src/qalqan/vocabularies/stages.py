"""Stages, in the order in which a process usually takes them. Steps may skip and return: the order is for reading."""

from __future__ import annotations

from functools import cache

from qalqan.vocabularies.terms import Term, scheme


def process(kind: str) -> Term:
    """The kind of process, such as "bill". Raises UnknownTerm."""
    return scheme("processes").term(kind)


def stage(process_kind: str, code: str) -> Term:
    """`stage("bill", "reading-2")`; its code is "bill/reading-2". Raises UnknownTerm for either."""
    process(process_kind)
    return scheme("stages").term(f"{process_kind}/{code}")


@cache
def stages_of(process_kind: str) -> tuple[Term, ...]:
    """The stages of a process, in order. Raises UnknownTerm for a kind that does not exist."""
    process(process_kind)
    return tuple(term for term in scheme("stages").terms if term.properties["of"] == process_kind)


def bare_code(stage_term: Term) -> str:
    """ "reading-2" of the stage "bill/reading-2": what an extract and a table column hold beside the process."""
    return stage_term.code.partition("/")[2]
