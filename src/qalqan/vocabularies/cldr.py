"""Writes countries.yaml anew from Unicode CLDR, as Babel carries it: `python -m qalqan.vocabularies.cldr`.

Needed only when CLDR's names changed. What is kept by hand stands in country-words.yaml and country-groups.yaml.
"""

from __future__ import annotations

from pathlib import Path

import yaml
from babel import Locale
from babel.core import get_global

from qalqan.vocabularies.terms import LANGUAGES

# CLDR's list of three-letter codes also holds withdrawn ones and ones that ISO 3166-1 never assigned.
_NOT_IN_ISO = {
    "AAA", "ANT", "ASC", "BUR", "CPT", "CSK", "DDR", "DGA", "FXX", "NTZ", "SCG", "SUN", "TAA", "TMP", "YMD", "YUG",
    "ZAR", "ZZZ",
}  # fmt: skip
_HEADER = """\
# Names of countries and territories. Written by `python -m qalqan.vocabularies.cldr`; do not edit by hand.
# Source of the names: Unicode CLDR, as distributed with Babel (Unicode License v3). Codes: ISO 3166-1; XKX for Kosovo
# is the code in common use, ISO has assigned none. Listing a territory says nothing about its status.
"""


def country_codes() -> dict[str, str]:
    """ISO 3166-1 alpha-3 to alpha-2, and XKX."""
    codes = {
        three: two[0]
        for three, two in get_global("territory_aliases").items()
        if len(three) == 3 and three.isalpha() and len(two) == 1 and three not in _NOT_IN_ISO and three[0] not in "QX"
    }
    return dict(sorted({**codes, "QAT": "QA", "XKX": "XK"}.items()))


def countries_yaml() -> str:
    """The whole file as text."""
    territories = {language: Locale(language).territories for language in LANGUAGES}
    terms = [
        {"code": three, "alpha2": two}
        | {language: names[two] for language, names in territories.items() if two in names}
        for three, two in country_codes().items()
    ]
    written = {"title": {"en": "Countries and territories", "ru": "Страны и территории"}, "terms": terms}
    return _HEADER + yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=400, default_flow_style=None)


if __name__ == "__main__":
    (Path(__file__).parent / "countries.yaml").write_text(countries_yaml(), "utf-8")
