"""Every public page as finished bytes, in each language, with its twin as data.

Takes the rows of an edition; gives paths and bytes, always the same ones for the same rows. Links are relative, so the
pages open from a disk, from any host and from any folder on it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, is_dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from qalqan.site import calendars, contents, feeds, offline
from qalqan.site.contents.browse import affected_page, publisher_page, topic_page
from qalqan.site.contents.citing import citing_files, process_citation
from qalqan.site.contents.head import linked_files
from qalqan.site.contents.page import Page
from qalqan.site.contents.standings import MOST_DRAWN, MOST_STEPS
from qalqan.site.holdings import Holdings
from qalqan.site.identifiers import moved_files
from qalqan.site.language import LANGUAGES, Language, language
from qalqan.site.rows import EditionRows
from qalqan.site.signs import sign_of
from qalqan.site.standing import followup_on, is_denied
from qalqan.texts.search.query import LONGEST

HERE = Path(__file__).parent
_NAMES = {"en": "English", "ru": "Русский"}


def render_all(rows: EditionRows) -> Iterator[tuple[str, bytes]]:
    """All files of an edition but its database, manifest and signature."""
    holdings = Holdings(rows, rows.facts.as_of)
    yield (
        "index.html",
        _environment("en")
        .get_template("languages.html")
        .render(facts=rows.facts, languages=LANGUAGES, language_names=_NAMES)
        .encode(),
    )
    for code in LANGUAGES:
        for page in contents.all_pages(holdings, language(code)):
            yield from render(page, holdings, language(code))
    yield from citing_files(holdings)
    yield from linked_files(holdings)
    yield from moved_pages(holdings)
    yield from feeds.all_feeds(holdings)
    yield from calendars.all_calendars(holdings)
    yield from static_files()
    yield from offline.shards(rows)


def moved_pages(holdings: Holdings) -> Iterator[tuple[str, bytes]]:
    """A page for every id, old address and host's identifier of a publication, which leads on without a script."""
    template = _environment("en").get_template("moved.html")
    for name, page in moved_files(holdings):
        title = holdings.works[page.rpartition("/")[2]].title
        values = {"page": page, "title": title, "languages": LANGUAGES, "language_names": _NAMES}
        yield f"id/{name}", template.render(facts=holdings.rows.facts, **values).encode()


def render(page: Page, holdings: Holdings, spoken: Language) -> Iterator[tuple[str, bytes]]:
    """A page and its twin."""
    yield f"pages/{spoken.code}/{page.path}.html", render_page(page, holdings, spoken)
    yield f"pages/{spoken.code}/{page.path}.json", twin(page, holdings)


def render_page(page: Page, holdings: Holdings, spoken: Language) -> bytes:
    """The page as HTML."""
    template = _environment(spoken.code).get_template(page.template)
    return template.render(
        **page.values,
        path=page.path,
        here=page.path.rpartition("/")[2],
        link=_link_from(page.path),
        asset=_asset_from(page.path),
        same_page_in=_tongue_from(page.path),
        holdings=holdings,
        facts=holdings.rows.facts,
        language=spoken,
        languages=LANGUAGES,
        language_names=_NAMES,
        nav=nav_of(page.path, spoken, holdings.rows.facts.countries),
        sign_of=sign_of,
        followup_on=followup_on,
        is_denied=is_denied,
        most_steps=MOST_STEPS,
        most_drawn=MOST_DRAWN,
        is_new=_first_times(),
        longest_query=LONGEST + 1,  # one more than is read: so the answer says that more was typed
        cite_process=lambda process: process_citation(process, holdings, spoken),
        topic_page=topic_page,
        publisher_page=publisher_page,
        affected_page=affected_page,
    ).encode()


def twin(page: Page, holdings: Holdings) -> bytes:
    """The facts of the page as JSON."""
    data = {"page": page.path, "as_of": holdings.as_of, "edition": holdings.rows.facts.number, **page.data}
    # In one line: written with indents it takes five times as long, for every page.
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, default=_plain) + "\n").encode()


def static_files() -> Iterator[tuple[str, bytes]]:
    """The stylesheet, the scripts and the fonts with their licences."""
    folder = HERE / "static"
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            name, written = file.relative_to(folder).as_posix(), file.read_bytes()
            yield f"static/{name}", squeezed(written) if name.endswith(".css") else written


def squeezed(stylesheet: bytes) -> bytes:
    """The stylesheet without comments and the spaces that only its writers need."""
    words = re.sub(r"/\*.*?\*/", "", stylesheet.decode(), flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*|(:) ", r"\1\2", re.sub(r"\s+", " ", words)).replace(";}", "}").strip().encode()


@cache
def _environment(code: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a page is written ten thousand times: the files are not looked at anew for each
    )
    environment.filters["sentence"] = lambda words: words[:1].upper() + words[1:]
    environment.install_gettext_translations(language(code).catalogue, newstyle=True)  # type: ignore[attr-defined]
    environment.globals |= dict.fromkeys(("_", "gettext"), _sayer(language(code)))
    return environment


def _sayer(spoken: Language) -> Callable[..., Markup]:
    """A sentence with its values, as the templates ask for it; one without values is made once."""

    @cache
    def plain(sentence: str) -> Markup:
        return Markup(spoken.catalogue.gettext(sentence)) % {}  # noqa: S704 -- sentences are our own

    def say(sentence: str, **values: object) -> Markup:
        return Markup(spoken.catalogue.gettext(sentence)) % values if values else plain(sentence)  # noqa: S704

    return say


def _menu(spoken: Language) -> tuple[tuple[str, str], ...]:
    return (
        ("search", spoken.say("Search")),
        ("publications", spoken.say("All news")),
        ("browse", spoken.say("Browse")),
        ("demands", spoken.say("Demands")),
        ("held", spoken.say("Held today")),
        ("laws", spoken.say("Draft laws")),
        ("organisations", spoken.say("Organisations")),
        ("visits", spoken.say("Visits board")),
        ("calendar", spoken.say("Calendar")),
        ("about", spoken.say("About this record")),
    )


def _first_times() -> Callable[[str], bool]:
    """Whether a page asks for the first time: what is long is said once a page."""
    seen: set[str] = set()

    def is_new(name: str) -> bool:
        known = name in seen
        seen.add(name)
        return not known

    return is_new


def nav_of(path: str, spoken: Language, countries: tuple[str, ...]) -> Markup:
    """The menu as a page of this path shows it: the same for all pages of one depth that it does not name."""
    menu = _menu(spoken)
    named = {page for page, _ in menu} | {f"countries/{code}" for code in countries}
    return _nav(spoken.code, "../" * path.count("/"), path if path in named else "", menu, countries)


@lru_cache(maxsize=256)
def _nav(code: str, up: str, here: str, menu: tuple[tuple[str, str], ...], countries: tuple[str, ...]) -> Markup:
    values = {"menu": menu, "countries": countries, "path": here, "link": lambda page: f"{up}{page}.html"}
    return Markup(_environment(code).get_template("nav.html").render(language=language(code), **values))  # noqa: S704


def _link_from(path: str) -> Callable[[str], str]:
    up = "../" * path.count("/")
    return lambda target: f"{up}{target}.html"


def _asset_from(path: str) -> Callable[[str], str]:
    up = "../" * (path.count("/") + 2)
    return lambda target: f"{up}{target}"


def _tongue_from(path: str) -> Callable[[str], str]:
    up = "../" * (path.count("/") + 1)
    return lambda code: f"{up}{code}/{path}.html"


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no form as JSON")
