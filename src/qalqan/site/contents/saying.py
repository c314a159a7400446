"""What the search in a copy on a disk says: the sentences of the served answer, for a script to fill in.

A number stands as # in its plural forms, for one, two and five of them.
"""

from __future__ import annotations

from qalqan.site.language import Language
from qalqan.texts.search.telling import NAMES

_NUMBERS = (1, 2, 5)


def said_by_script(language: Language) -> dict[str, object]:
    """Sentences by the name that `static/search.js` knows."""
    say = language.say
    return {
        "found": _counted("%(num)s publication", "%(num)s publications", language),
        "with": say("%(found)s with %(words)s, %(where)s."),
        "either": say("%(found)s with %(words)s or %(where)s: either is enough."),
        "plain": say("%(found)s, %(where)s."),
        "everywhere": say("in all countries"),
        "about": say("about %(country)s"),
        "each": say("about each of %(countries)s"),
        "any": say("about at least one of %(countries)s"),
        "and": say("and"),
        "or": say("or"),
        "not": say("not %(what)s"),
        "phrase": say("the exact words “%(words)s”"),
        "prefix": say("words that begin with “%(letters)s”"),
        "near": say("%(one)s within %(n)d words of %(other)s"),
        "fields": {name: say(words) for name, words in NAMES.items()},
        "active": say("Active filters"),
        "remove": say("Remove: %(filter)s"),
        "reset": say("Reset all"),
        "from": say("from %(date)s"),
        "to": say("to %(date)s"),
        "on": say("%(status)s on %(date)s"),
        "meant": say("Did you mean:"),
        "order": say("Order:"),
        "sorts": [
            ["relevance", say("Best first")],
            ["newest", say("Newest first")],
            ["oldest", say("Oldest first")],
            ["country", say("By country")],
        ],
        "titled": say("in the title"),
        "passages": _counted("in %(num)s passage", "in %(num)s passages", language),
        "between": say(" and "),
        "first": say("The first of %(num)s; the others can be chosen in the form."),
        "pin": say("Passage %(number)s in its place"),
        "unpublished": say("publisher not known"),
        "copies": _counted(
            "the same text in %(num)s other publication", "the same text in %(num)s other publications", language
        ),
        "undated": say("no date"),
        "all": say("All countries"),
        "narrow": say("Narrow these answers"),
        "more": say("More publications"),
        "working": say("Searching…"),
        "none": say("Try fewer words, or one word at a time."),
        "failed": say("The words of this copy could not be loaded: open the page from a whole copy of the edition."),
    }


def _counted(one: str, many: str, language: Language) -> list[str]:
    return [language.say_many(one, many, number).replace(str(number), "#") for number in _NUMBERS]
