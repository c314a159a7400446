"""Laws, draft laws and other norms named in a text."""

from __future__ import annotations

import re

from qalqan.extraction.mentions.names import Named

_LAW = re.compile(
    r"\b(?:(?:[Nn]ew|[Dd]raft|[Aa]mended|[Ff]ederal)\s){0,2}(?:(?:Criminal|Civil|Penal|Tax|Administrative|Labou?r|Family|Criminal Procedure)\s){1,2}Code\b"
    r"|\b(?:the\s)?(?:[Dd]raft\s)?(?:[Ll]aw|[Bb]ill|[Aa]ct)s?\s(?:[“\"«][^”\"»]{3,160}[”\"»]|[Oo]n\s[^,.;:()\n]{3,90}?(?=\s(?:was|were|has|have|had|is|are|enter(?:ed|s)|came|comes|took|takes|adopted|signed|imposes?|introduces?|provides?|requires?|makes?|gives?|allows?|which|that|and|to|in|by|contains?|does|do|will|would|may|can)\b|[,.;:()\n]|$))"
    r"|\bConstitution(?:\sof\s(?:the\s)?[A-Z][\w]+(?:\sof\s[A-Z]\w+)?)?"
    r"|\b[Зз]акон\w{0,3}\s(?:[“\"«][^”\"»]{3,160}[”\"»]|об?\s[^,.;:()\n]{3,90})|\b(?:Уголовн|Гражданск|Налогов|Административн|Трудов)\w{2,4}\s(?:процессуальн\w{2,4}\s)?кодекс\w{0,3}"
    r"|\bКонституци\w{1,2}"
)


def find_laws(body: str, start: int, end: int) -> list[Named]:
    """The norms named in `body[start:end]`, in order."""
    return [Named(m.start(), m.end(), " ".join(m[0].split()), "other") for m in _LAW.finditer(body, start, end)]
