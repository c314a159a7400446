"""Who "both men" and "the three activists" are: as many persons as are counted, named together in a sentence before."""

from __future__ import annotations

import re
from collections.abc import Callable

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.mentions.names import Named

SENTENCES_BEFORE = 8

_COUNTED = re.compile(
    r"\b(?P<n>both|the two|the three|all three|обо(?:их|им|ими)|оба|обе)\s(?:[\w-]+\s){0,2}?"
    r"(?:men|women|activists|journalists|bloggers|defenders|lawyers|leaders|brothers|sisters|defendants|detainees|prisoners|"
    r"мужчин\w*|женщин\w*|активист\w*|журналист\w*|правозащитник\w*|адвокат\w*)"
)


def those_counted(context: Context, sentence: Sentence, counts: Callable[[Named], bool]) -> list[Named]:
    """The persons whom a sentence counts; `counts` says whether a person named before may be one of them."""
    said = _COUNTED.search(context.folded, sentence.start, sentence.end)
    if said is None:
        return []
    size = 3 if "three" in said["n"] else 2
    for one in reversed(context.sentences[max(0, sentence.n - SENTENCES_BEFORE) : sentence.n]):
        named = {name.name: name for name in context.names_in(one) if name.kind == "person" and counts(name)}
        if len(named) == size:
            return list(named.values())
    return []
