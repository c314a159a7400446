"""What a field or a facet of a question asks of an edition, as a set of publications."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qalqan import vocabularies
from qalqan.site.search.bits import set_of
from qalqan.site.search.catalogue import Catalogue
from qalqan.site.standing import status
from qalqan.texts.edtf import bounds
from qalqan.texts.search.asked import asked, keys_of_name
from qalqan.vocabularies.countries import country_named, members


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of an edition as they stood on a day."""

    catalogue: Catalogue
    as_of: str

    def works(self, name: str, value: str) -> int | None:
        """The publications of a field; None where its value is none of its kind."""
        find: Callable[[str], int | None] | None = getattr(self, f"_{name}", None)
        return find(value) if find else self._labelled(name, value)

    def chosen(self, facet: str, value: str) -> int:
        """The publications of a facet's value as a form or an address names it."""
        if facet == "status":
            return self._status(value) or 0
        if facet == "country":
            return self._country(value) or 0
        if facet == "topic":
            return self._topic(value) or 0
        return self.catalogue.facets[facet].get(value, 0)

    def _country(self, value: str) -> int | None:
        code = country_named(value)
        if code is None:
            return None
        mine = self.catalogue.facets["country"]
        found = mine.get(code, 0)
        for one in members(code):
            found |= mine.get(one, 0)
        return found

    def _labelled(self, facet: str, value: str) -> int | None:
        """By a part of its name, or by another spelling of all its words."""
        folded, spelled = value.casefold(), keys_of_name(value)
        found: int | None = None
        for code, label in self.catalogue.labels[facet].items():
            if code == value or folded in label.casefold() or (spelled and spelled <= keys_of_name(label)):
                found = (found or 0) | self.catalogue.facets[facet][code]
        return found

    def _publisher(self, value: str) -> int | None:
        """The publisher, or who issued it where no publisher is known."""
        named, issued = self._labelled("publisher", value), self._labelled("issuer", value)
        with_publisher = 0
        for works in self.catalogue.facets["publisher"].values():
            with_publisher |= works
        if named is None and issued is None:
            return None
        return (named or 0) | ((issued or 0) & ~with_publisher)

    def _addressee(self, value: str) -> int | None:
        code = code_named("addressee-classes", value)
        classed = self.catalogue.facets["addressee"].get(code) if code else None
        named = self._labelled("addressee-name", value)
        return None if classed is None and named is None else (classed or 0) | (named or 0)

    def _language(self, value: str) -> int | None:
        code = code_named("languages", value)
        return self.catalogue.facets["language"].get(code, 0) if code else None

    def _kind(self, value: str) -> int | None:
        code = code_named("work-kinds", value)
        return self.catalogue.facets["kind"].get(code, 0) if code else None

    def _topic(self, value: str) -> int | None:
        code = code_named("topics", value)
        mine = self.catalogue.facets["topic"]
        if code is None:
            return mine.get(value)
        found = 0
        for topic, works in mine.items():
            if topic == code or (topic in vocabularies.scheme("topics") and _is_within(topic, code)):
                found |= works
        return found

    def _title(self, value: str) -> int:
        found = self.catalogue.everything
        for word in (row for row in value.split() if any(map(str.isalnum, row))):
            titled = 0
            for sequence in asked(word).sequences:
                if len(sequence.words) == 1:
                    titled |= self.catalogue.word(sequence.words[0]).titled
            found &= titled
        return found

    def _symbol(self, value: str) -> int:
        rows = self.catalogue.connection.execute(
            "SELECT number FROM search_works s JOIN works w ON w.id = s.work WHERE instr(upper(w.symbol), upper(?))",
            (value,),
        )
        return set_of(row[0] for row in rows)

    def _published(self, value: str) -> int | None:
        first, last = bounds(value)
        return None if first is None and last is None else self.catalogue.within(_day(first), _day(last))

    def _from(self, value: str) -> int | None:
        first = bounds(value)[0]
        return None if first is None else self.catalogue.within(str(first), None)

    def _to(self, value: str) -> int | None:
        last = bounds(value)[1]
        return None if last is None else self.catalogue.within(None, str(last))

    def _status(self, value: str) -> int | None:
        """Publications on whatever stood so on a day: "detained@2014-07-21", "bill/signed"."""
        stage, _at, day = value.partition("@")
        kind, _slash, code = stage.rpartition("/")
        as_of = day if bounds(day)[1] else self.as_of
        known = {(term.code.partition("/")[0], term.code.partition("/")[2]): term for term in _stages()}
        stages = {place for place, term in known.items() if code.casefold() in _names_of(place[1], term)}
        stages = {place for place in stages if not kind or place[0] == kind}
        if not stages:
            return None
        found = 0
        for process in self.catalogue.processes:
            now = status(process, as_of)
            if now and not now.negative and (process.kind, now.stage) in stages:
                found |= self.catalogue.facets["process"].get(process.id, 0)
        return found


def code_named(scheme: str, value: str) -> str | None:
    """The code of a term, from its code or a label in any language."""
    folded = value.casefold()
    for term in vocabularies.scheme(scheme):
        if folded == term.code.casefold() or folded in (label.casefold() for label in term.labels.values()):
            return term.code
    return None


def _stages() -> list[vocabularies.Term]:
    return list(vocabularies.scheme("stages"))


def _names_of(code: str, term: vocabularies.Term) -> set[str]:
    return {code.casefold(), *(label.casefold() for label in term.labels.values())}


def _is_within(topic: str, code: str) -> bool:
    return vocabularies.scheme("topics").is_within(topic, code)


def _day(day: object) -> str | None:
    return str(day) if day else None
