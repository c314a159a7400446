"""The form that Refworld prints: Publisher, *Title*, date, available at: <address> [accessed date]."""

from __future__ import annotations

from qalqan.texts.citation.dates import printed_date
from qalqan.texts.citation.facts import Facts

_WORDS = {
    "en": {"and": "and", "at": "available at:", "accessed": "accessed {}", "no date": "n.d."},
    "ru": {"and": "и", "at": "доступно по адресу:", "accessed": "дата обращения: {}", "no date": "б. д."},
}


def refworld(facts: Facts, language: str = "en", *, pin: str = "", fragment: str = "") -> str:
    """`pin` ("passage 12") stands after the date; `fragment` is added to the address and leads to the words."""
    words = _WORDS.get(language, _WORDS["en"])
    parts = [
        listed(facts.authors, words["and"]),
        f"*{facts.title}*",
        printed_date(facts.published, language) or words["no date"],
        pin,
    ]
    if facts.url:
        accessed = f" [{words['accessed'].format(printed_date(facts.accessed, language))}]" if facts.accessed else ""
        parts.append(f"{words['at']} <{facts.url}{fragment}>{accessed}")
    return ", ".join(part for part in parts if part)


def listed(names: tuple[str, ...], last: str = "and") -> str:
    """ "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
