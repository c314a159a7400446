"""The search page: a form that works without script where it is served, and lists that work everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qalqan.site.contents.browse import told_apart
from qalqan.site.contents.page import Page
from qalqan.site.contents.saying import said_by_script
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.search.narrowing import COUNTED, facet_words
from qalqan.site.standing import stage_says

_MOST_TO_CHOOSE = 400  # of one list: a longer one is no list but a page of its own


def search_page(holdings: Holdings, language: Language) -> Page:
    """The page before anything was asked."""
    values = {"asked": None, "answer": None, "said": said_by_script(language)}
    return Page("search", "search.html", form_values(holdings, language) | values)


def form_values(holdings: Holdings, language: Language) -> dict[str, Any]:
    """What the form offers to choose from, each list by its words in the reader's language."""
    works = holdings.rows.works
    people = {
        one.name
        for case in holdings.cases.values()
        for one in holdings.people_of(case)
        if one.name and one.id not in holdings.organisations
    }
    asked = holdings.rows.recommendations
    classes = {one.addressee_class for each in asked for one in each.addressees}
    return {
        "choices": {
            "topic": _coded({topic for work in works for topic in work.topics}, "topics", language),
            "kind": _coded({work.kind for work in works}, "work-kinds", language),
            "publisher": _named({work.publisher for work in works}, language),
            "issuer": _named({one.name for work in works for one in work.issuers}, language),
            "language": _coded({work.language for work in works if work.language}, "languages", language),
            "addressee": _coded(classes, "addressee-classes", language),
            "person": _named(people, language),
            "organisation": _listed(told_apart(holdings.organisations.values(), language), language),
            "instrument": _listed(told_apart(holdings.instruments.values(), language), language),
            "status": statuses(holdings, language),
        },
        "tips": tips(language),
        "heads": {facet: facet_words(facet, language) for facet in COUNTED},
    }


def _coded(codes: set[str], scheme: str, language: Language) -> list[tuple[str, str]]:
    return sorted(((code, language.label(scheme, code)) for code in codes), key=lambda one: (one[1].casefold(), one[0]))


def _named(names: Iterable[str | None], language: Language) -> list[tuple[str, str]]:
    found = [(name, name) for name in sorted(filter(None, names), key=lambda one: (one.casefold(), one))]
    return _listed(found, language)


def _listed(found: list[tuple[str, str]], language: Language) -> list[tuple[str, str]]:
    """A list to choose from; of one that is too long the first, and a last line that says how many more there are."""
    if len(found) <= _MOST_TO_CHOOSE:
        return found
    more = language.number(len(found) - _MOST_TO_CHOOSE)
    return [*found[:_MOST_TO_CHOOSE], ("", f"… {more}: {language.say('found by their words alone')}")]


def statuses(holdings: Holdings, language: Language) -> list[tuple[str, str]]:
    """The stages that something in the edition reached, with their kind of process."""
    reached = {(process.kind, step.stage) for process in holdings.rows.processes for step in process.steps
               if not step.expected and not step.negative}  # fmt: skip
    named = [
        (f"{kind}/{stage}", f"{language.label('processes', kind)}: {language.stage(kind, stage)}")
        for kind, stage in reached
        if stage_says(kind, stage, "negative") is not True
    ]
    return sorted(named, key=lambda one: (one[1].casefold(), one[0]))


def tips(language: Language) -> list[tuple[str, str]]:
    """Worked examples of the query language in the reader's own, each with what it finds."""
    say = language.say
    return [
        (say("lawyers torture"), say("publications that hold both words, in any of their forms")),
        (say("“fair trial”"), say("these words side by side, in this order")),
        (say("torture OR beating"), say("either word; OR is written in capitals")),
        (say("lawyers NOT visit"), say("the first word without the second; a minus does the same: -visit")),
        (say("(torture OR beating) lawyers"), say("parentheses keep together what belongs together")),
        (say("regist*"), say("words that begin so: registered, registration")),
        (say("court NEAR/5 closed"), say("both with at most five words between them")),
        (say("country:Kazakhstan topic:torture"), say("what a publication is about")),
        (say('publisher:"Article 19" from:2014 to:2015-06'), say("who published it, and between which days")),
        (say("addressee:parliament"), say("publications that ask something of a parliament")),
        (say("status:detained@2014-07-21"), say("publications on whoever was detained on that day")),
        (say("Zhanaozen"), say("a name also in its other spellings and in the other script")),
    ]
