"""From the tree of a query to a condition on texts: words asked of the index, facts of the catalogue.

AND, OR and NOT hold for a publication's text as a whole (the words may stand in different passages); a phrase and NEAR
hold within one passage. Every reading that is not the literal one leaves a note.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from qalqan.library.models import Issuer, NameForm, Work, WorkCountry
from qalqan.library.search import analysis, postgresql, sqlite
from qalqan.library.search.query import And, Field, Leaf, Near, Node, Not, Or, Phrase, Prefix, Query, Word
from qalqan.library.search.reach import Reach
from qalqan.library.search.wanted import AnyOf, Close, Sequence, Wanted
from qalqan.library.topics import topic_named
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import scheme
from qalqan.vocabularies.countries import country_named, is_country, members

MOST_SPELLINGS = 24


def index_engine() -> Any:
    """The module that speaks to this database's index."""
    return postgresql if connection.vendor == "postgresql" else sqlite


@dataclass(slots=True)
class Plan:
    """A query made ready for one account: the condition on texts, what each leaf wants, notes, spellings added."""

    reach: Reach
    notes: list[str] = field(default_factory=list)
    wanted: dict[Leaf, Wanted] = field(default_factory=dict)
    spellings: dict[Word, tuple[str, ...]] = field(default_factory=dict)

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def condition(self, query: Query) -> Q:
        """Which texts answer the query; all of them where it names no word."""
        return self._condition(query.tree) if query.tree else Q()

    def _condition(self, node: Node) -> Q:
        match node:
            case And(parts):
                met = Q()
                for part in self._required(parts):
                    met &= self._condition(part)
                return met
            case Or(parts):
                met = self._condition(parts[0])
                for part in parts[1:]:
                    met |= self._condition(part)
                return met
            case Not(part):
                return ~self._condition(part)
            case Field():
                return self.fact(node)
            case _:
                return self._with_words(self.want(node), titles_only=self.reach.titles_only)

    def _required(self, parts: tuple[Node, ...]) -> tuple[Node, ...]:
        """Without "the" and "of", unless nothing else is asked: they stand everywhere and tell nothing."""
        others = tuple(p for p in parts if not (isinstance(p, Word) and analysis.is_function_word(p.text)))
        if not others or len(others) == len(parts) or all(isinstance(p, Not) for p in others):
            return parts
        left = [p.text for p in parts if p not in others and isinstance(p, Word)]
        self.note(_("Words that stand in nearly every text were not required: %(words)s.") % {"words": ", ".join(left)})
        return others

    def _with_words(self, wanted: Wanted, *, titles_only: bool) -> Q:
        sql, params = index_engine().texts_with(wanted, titles_only=titles_only)
        return Q(pk__in=RawSQL(sql, params))  # noqa: S611 (our own SQL, parameters bound)

    def want(self, leaf: Leaf) -> Wanted:
        """What the index is asked for a leaf of the query; worked out once."""
        if leaf not in self.wanted:
            self.wanted[leaf] = self._want(leaf)
        return self.wanted[leaf]

    def _want(self, leaf: Leaf) -> Wanted:
        match leaf:
            case Near(one, other, distance):
                return Close(self._any(one), self._any(other), distance)
            case _:
                return self._any(leaf)

    def _any(self, leaf: Word | Prefix | Phrase) -> AnyOf:
        if isinstance(leaf, Prefix):
            return analysis.asked_beginning(leaf.text)
        asked = analysis.asked(leaf.text)
        if not isinstance(leaf, Word):
            return asked
        spelled = self._spellings(leaf, asked)
        return AnyOf(tuple(dict.fromkeys((*asked.sequences, *spelled))))

    def _spellings(self, word: Word, asked: AnyOf) -> list[Sequence]:
        """Other spellings of a name, in any script, as they occur in what the account may read."""
        if len(word.text) < analysis.SHORTEST_NAME or not any(map(str.isalpha, word.text)):
            return []
        keys = analysis.keys_of_asked_name(word.text)
        if not keys or analysis.is_function_word(word.text) or self.reach.titles_only:
            return []
        known = self.reach.within(NameForm.objects.filter(key__in=keys), "text")
        forms = known.order_by("form").values_list("form", flat=True).distinct()[:MOST_SPELLINGS]
        read = {form: analysis.asked(form).sequences for form in forms}
        # Told are other spellings, not other endings: those whose likeliest key is not that of the typed word.
        told = tuple(form for form, sequences in read.items() if sequences[:1] != asked.sequences[:1])
        found_so = [form for form, sequences in read.items() if set(sequences) & set(asked.sequences)]
        if not told or not self._is_name(asked, known.filter(form__in=found_so)):
            return []
        self.spellings[word] = told
        return [sequence for sequences in read.values() for sequence in sequences]

    def _is_name(self, asked: AnyOf, found_so: QuerySet[NameForm]) -> bool:
        """Whether the typed word stands in texts as a name, mostly, or in none: "court" must not find Kurt."""
        holding = self.reach.texts.filter(self._with_words(asked, titles_only=False)).count()
        return holding <= 2 * found_so.order_by().values("text").distinct().count()

    # --- facts of the catalogue ---------------------------------------------------------------------------------------

    def fact(self, asked: Field) -> Q:
        """The condition that a field puts; where its value is none of its kind, the words themselves are looked for."""
        found: Q | None = getattr(self, f"_{asked.name}")(asked.value)
        if found is not None:
            return found
        self.note(
            _("“%(value)s” is not known as %(field)s; it was looked for as words.")
            % {"value": asked.value, "field": asked.name}
        )
        phrase = Phrase(asked.value)
        return self._with_words(self.want(phrase), titles_only=self.reach.titles_only)

    def _country(self, value: str) -> Q | None:
        code = country_named(value)
        return about(code) if code else None

    def _publisher(self, value: str) -> Q:
        """The publisher, or who issued it where no publisher is known."""
        names = self._works().values_list("publisher", flat=True).distinct()
        return Q(work__publisher__in=_holding(names, value)) | (Q(work__publisher="") & self._issuer(value))

    def _issuer(self, value: str) -> Q:
        issuers = self.reach.within(Issuer.objects.filter(withdrawn=False), "work__texts")
        names = issuers.order_by().values_list("name", flat=True).distinct()
        works = Issuer.objects.filter(withdrawn=False, name__in=_holding(names, value)).values("work")
        return Q(work__in=works)

    def _language(self, value: str) -> Q | None:
        code = _code_of("languages", value) or (value.lower() if len(value) in (2, 3) and value.isascii() else None)
        return Q(language=code) if code else None

    def _kind(self, value: str) -> Q | None:
        code = _code_of("work-kinds", value)
        return Q(work__kind=code) if code else None

    def _topic(self, value: str) -> Q:
        code = topic_named(value)
        topics = sorted(_with_narrower(code)) if code else [value]
        met = Q()
        for topic in topics:
            sql, params = index_engine().works_on(topic)
            met |= Q(work__in=RawSQL(sql, params))  # noqa: S611
        return met

    def _title(self, value: str) -> Q:
        return self._with_words(analysis.asked(value), titles_only=True)

    def _symbol(self, value: str) -> Q:
        return Q(work__symbol__icontains=value)  # symbols are ASCII: both engines fold them alike

    def _published(self, value: str) -> Q | None:
        first, last = bounds(value)
        return None if first is None and last is None else self.between(first, last)

    def _from(self, value: str) -> Q | None:
        first = bounds(value)[0]
        return None if first is None else self.between(first, None)

    def _to(self, value: str) -> Q | None:
        last = bounds(value)[1]
        return None if last is None else self.between(None, last)

    def between(self, first: date | None, last: date | None) -> Q:
        """Works that may have been published within these days: "2014-05" may be of 20 May."""
        dates = self._works().values_list("published", flat=True).distinct()
        return Q(work__published__in=[edtf for edtf in dates if _may_lie_within(edtf, first, last)])

    def _works(self) -> QuerySet[Work]:
        return self.reach.within(Work.objects.all(), "texts").order_by()


def about(code: str) -> Q:
    """Works about a country, coded with it or with a group that it belongs to; of a group, about any of its States."""
    wanted = members(code)
    used = WorkCountry.objects.filter(role="subject").order_by().values_list("code", flat=True).distinct()
    codes = [one for one in used if is_country(one) and members(one) & wanted]
    return Q(work__in=WorkCountry.objects.filter(role="subject", code__in=codes).values("work"))


def _may_lie_within(edtf: str, first: date | None, last: date | None) -> bool:
    earliest, latest = bounds(edtf)
    if earliest is None and latest is None:
        return False
    starts_in_time = last is None or earliest is None or earliest <= last
    ends_in_time = first is None or latest is None or latest >= first
    return starts_in_time and ends_in_time


def _holding(names: Any, value: str) -> list[str]:
    """Names that hold the value, whatever the case. Not done by the database: SQLite folds ASCII letters only."""
    wanted = value.casefold()
    return [name for name in names if wanted and wanted in name.casefold()]


def _code_of(scheme_name: str, value: str) -> str | None:
    folded = value.casefold()
    for term in scheme(scheme_name):
        if folded == term.code.casefold() or folded in (label.casefold() for label in term.labels.values()):
            return term.code
    return None


def _with_narrower(code: str) -> set[str]:
    return {term.code for term in scheme("topics") if scheme("topics").is_within(term.code, code)}
