"""Schemes and their terms, read once from YAML when first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from qalqan.errors import UnknownTerm

LANGUAGES = ("en", "ru", "kk", "ky", "tg", "uz", "tk")
_FOLDER = Path(__file__).parent
_LOADER = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # the C one where PyYAML was built with libyaml: ten times faster
_OWN_KEYS = {"code", "broader", "mappings", *LANGUAGES}


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the field. Two terms are the same where scheme and code are.

    `mappings` name the same thing in the field's own lists ({"hrc": ["B"]}); `properties` are what code asks a term
    instead of comparing its code (`stage.has("held")`).
    """

    scheme: str
    code: str
    labels: Mapping[str, str] = field(compare=False)
    broader: str | None = field(default=None, compare=False)
    mappings: Mapping[str, Any] = field(default_factory=dict, compare=False)
    properties: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def label(self, language: str = "en") -> str:
        """The word a reader of this language sees; the English one where it is not known."""
        return self.labels.get(language) or self.labels["en"]

    def has(self, property_: str) -> bool:
        """Whether the term's file sets this property to something other than false."""
        return bool(self.properties.get(property_))

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other words that texts use for it, in any language."""
        return tuple(self.properties.get("aliases", ()))


@dataclass(frozen=True, slots=True)
class Scheme:
    """A list of terms in the order of its file. `title` is what a person calls the list."""

    name: str
    title: Mapping[str, str] = field(compare=False)
    terms: tuple[Term, ...] = field(compare=False)
    _by_code: Mapping[str, Term] = field(compare=False, repr=False)

    def term(self, code: str) -> Term:
        """The term of this code. Raises UnknownTerm, naming the nearest three."""
        found = self._by_code.get(code)
        if found is None:
            raise UnknownTerm(self._not_found(code))
        return found

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._by_code)

    def narrower(self, code: str) -> tuple[Term, ...]:
        """The terms directly below this one."""
        return tuple(term for term in self.terms if term.broader == code)

    def bears(self, code: str, mark: str) -> bool:
        """Whether a term, or one above it, has a mark ("health: true"); a code that is not here bears none."""
        at: str | None = code if code in self else None
        while at is not None:
            if self.term(at).has(mark):
                return True
            at = self.term(at).broader
        return False

    def is_within(self, code: str, broader: str) -> bool:
        """Whether a term is this broader one or stands anywhere below it."""
        at: str | None = code
        while at is not None:
            if at == broader:
                return True
            at = self.term(at).broader
        return False

    def _not_found(self, code: str) -> str:
        nearest = _nearest(code, self.codes)
        return f"“{code}” is not a term of “{self.name}”: use one of its codes; the nearest are {nearest}."

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)


@cache
def scheme_names() -> tuple[str, ...]:
    """All schemes there are, by name."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.yaml")))


@cache
def scheme(name: str) -> Scheme:
    """The scheme of this name. Raises UnknownTerm where there is none."""
    if name not in scheme_names():
        nearest = _nearest(name, scheme_names())
        raise UnknownTerm(f"There is no vocabulary “{name}”: use one that exists; the nearest are {nearest}.")
    written = read_yaml(_FOLDER / f"{name}.yaml")
    terms = tuple(_read_terms(name, written["terms"]))
    by_code = {term.code: term for term in terms}
    if len(by_code) < len(terms):
        codes = [term.code for term in terms]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        raise ValueError(f"{name}.yaml holds these codes twice: {', '.join(twice)}")
    return Scheme(name, written["title"], terms, by_code)


def read_yaml(file: Path) -> Any:
    """What a YAML file of this package holds."""
    return yaml.load(file.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 (both loaders are safe ones)


def term(scheme_name: str, code: str) -> Term:
    """`term("acts", "INSPECTION")`. Raises UnknownTerm."""
    return scheme(scheme_name).term(code)


def label(scheme_name: str, code: str, language: str = "en") -> str:
    """What a person reads for a code. Raises UnknownTerm."""
    return term(scheme_name, code).label(language)


def _nearest(code: str, codes: Iterable[str]) -> str:
    from rapidfuzz import fuzz, process  # here: only a mistake needs it, and every command starts faster without it

    words = {one: one.lower() for one in codes}
    near = process.extract(code.lower(), words, scorer=fuzz.WRatio, limit=3)
    return ", ".join(found[2] for found in near)


def _read_terms(name: str, written: list[dict[str, Any]] | dict[str, list[dict[str, Any]]]) -> Iterator[Term]:
    """A file lists its terms, or lists them under what they belong to, which then stands before each code."""
    if isinstance(written, dict):
        for group, members in written.items():
            for order, one in enumerate(members):
                yield _read_term(name, {**one, "code": f"{group}/{one['code']}", "of": group, "order": order})
    else:
        for one in written:
            yield _read_term(name, one)


def _read_term(name: str, one: dict[str, Any]) -> Term:
    return Term(
        scheme=name,
        code=one["code"],
        labels={language: one[language] for language in LANGUAGES if language in one},
        broader=one.get("broader"),
        mappings=one.get("mappings", {}),
        properties={key: value for key, value in one.items() if key not in _OWN_KEYS},
    )
