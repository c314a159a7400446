"""Every sentence of the desk has its Russian words: the strings are gathered anew and held against the catalogue."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.test import Client, override_settings
from django.utils import translation

from conftest import PASSWORD
from qalqan.safety.models import Account, Grant

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "src" / "qalqan" / "locale"
RUSSIAN = LOCALE / "ru" / "LC_MESSAGES" / "django.po"
# The names of functions that Babel does not know by itself; `make translations` passes the same.
KEYWORDS = ["gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2"]
FORMS = 3  # of a Russian plural
_PLACEHOLDER = re.compile(r"%%|%\(\w+\)[-#0 +]?\d*[a-z]|%[sd]|\{\w*\}")


@dataclass(frozen=True)
class Said:
    """A string of the code or of a template: where it stands, its context, and its plural where it has one."""

    where: str
    one: str
    many: str | None = None
    context: str | None = None

    @property
    def key(self) -> str | tuple[str, str]:
        return (self.one, self.many) if self.many else self.one


def gathered() -> Iterator[Said]:
    """What `make translations` would gather, from the same mapping."""
    with (LOCALE / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    keywords = DEFAULT_KEYWORDS | parse_keywords(KEYWORDS)
    into = {str(ROOT / "src"), *(str(folder) for folder in (ROOT / "src").rglob("*") if folder.name[0] not in "._")}
    found = extract_from_dir(
        ROOT, methods, options_map=options, keywords=keywords, directory_filter=lambda folder: str(folder) in into
    )
    for file, line, message, _comments, context in found:
        one, many = (message[0], message[1]) if isinstance(message, tuple) else (message, None)
        yield Said(f"{file}:{line}", one, many, context)


def a_catalogue(po: str | bytes) -> Catalog:
    return read_po(io.BytesIO(po.encode() if isinstance(po, str) else po), locale="ru", domain="django")


def wrongs(said: Iterable[Said], catalogue: Catalog) -> list[str]:
    """What is missing, unsure, unlike its English or no longer needed, one line each."""
    strings = {(each.one, each.context): each for each in said}
    found = [f"{each.where}: {wrong}" for each in strings.values() for wrong in _wrong(each, catalogue)]
    found += [f"no longer said: {m.id}" for m in catalogue if m.id and (_one(m), m.context) not in strings]
    return found + [f"obsolete: {m}" for m in catalogue.obsolete]


def _one(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, list | tuple) else message.id)


def _wrong(said: Said, catalogue: Catalog) -> Iterator[str]:
    message = catalogue.get(said.key, said.context)
    if message is None or not message.string:
        yield f"no Russian for “{said.one}”"
        return
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if message.fuzzy:
        yield f"only guessed: “{said.one}”"
    if len(forms) != (FORMS if said.many else 1):
        yield f"{len(forms)} plural forms of “{said.one}”"
    wanted = _placeholders(said.many or said.one)
    for form in forms:
        if not form.strip():
            yield f"no Russian for “{said.one}”"
        elif _placeholders(form) != wanted:
            yield f"other placeholders in “{form}” than in “{said.one}”"
        elif re.search(r"[A-Za-z]", _PLACEHOLDER.sub("", said.one)) and not re.search(r"[А-Яа-яЁё]", form):
            yield f"no Russian letter in “{form}”"


def _placeholders(words: str) -> set[str]:
    return set(_PLACEHOLDER.findall(words))


def test_every_string_has_its_russian_words() -> None:
    assert wrongs(gathered(), a_catalogue(RUSSIAN.read_bytes())) == []


def test_strings_are_gathered_from_templates_and_from_code_but_not_from_the_site() -> None:
    files = {each.where.rpartition(":")[0] for each in gathered()}
    assert {"src/qalqan/desk/templates/desk/base.html", "src/qalqan/texts/search/query.py"} <= files
    assert not any(file.startswith("src/qalqan/site/") for file in files)


def test_templates_of_the_desk_are_all_among_those_that_are_read() -> None:
    """A template with words in it that the mapping passes over would stay English for ever."""
    templates = {p for p in (ROOT / "src/qalqan/desk/templates").rglob("*") if p.is_file()}
    with_words = {str(p.relative_to(ROOT)) for p in templates if re.search(r"\b_\(|gettext\(|% trans", p.read_text())}
    assert with_words <= {each.where.rpartition(":")[0] for each in gathered()}


_PLURAL = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\n'


@pytest.mark.parametrize(
    ("said", "po", "wrong"),
    [
        (Said("a", "Save"), "", "a: no Russian for “Save”"),
        (Said("a", "Save"), 'msgid "Save"\nmsgstr ""', "a: no Russian for “Save”"),
        (Said("a", "Save"), '#, fuzzy\nmsgid "Save"\nmsgstr "Сохранить"', "a: only guessed: “Save”"),
        (Said("a", "Save"), 'msgid "Save"\nmsgstr "Save"', "a: no Russian letter in “Save”"),
        (Said("a", "May", context="month"), 'msgid "May"\nmsgstr "май"', "a: no Russian for “May”"),
        (
            Said("a", "until %(when)s"),
            'msgid "until %(when)s"\nmsgstr "до %(whne)s"',
            "a: other placeholders in “до %(whne)s” than in “until %(when)s”",
        ),
        (Said("a", "of {all}"), 'msgid "of {all}"\nmsgstr "из"', "a: other placeholders in “из” than in “of {all}”"),
        (
            Said("a", "%(n)s day", "%(n)s days"),
            _PLURAL + 'msgstr[0] "%(n)s день"\nmsgstr[1] "%(n)s дня"\nmsgstr[2] ""',
            "a: no Russian for “%(n)s day”",
        ),
        (
            Said("a", "%(n)s day", "%(n)s days"),
            _PLURAL + 'msgstr[0] "день"\nmsgstr[1] "%(n)s дня"\nmsgstr[2] "%(n)s дней"',
            "a: other placeholders in “день” than in “%(n)s day”",
        ),
        (Said("a", "Save"), 'msgid "Save"\nmsgstr "Да"\n\nmsgid "Send"\nmsgstr "Нет"', "no longer said: Send"),
        (Said("a", "Save"), 'msgid "Save"\nmsgstr "Да"\n\n#~ msgid "Send"\n#~ msgstr "Нет"', "obsolete: Send"),
    ],
)
def test_what_is_wrong_with_a_catalogue_is_told(said: Said, po: str, wrong: str) -> None:
    assert wrong in wrongs([said], a_catalogue(po))


def test_a_right_catalogue_has_nothing_wrong() -> None:
    said = [Said("a", "Save"), Said("b", "%(n)s day", "%(n)s days"), Said("c", "%(part)s %%", context="share")]
    po = (
        'msgid "Save"\nmsgstr "Сохранить"\n\n' + _PLURAL + 'msgstr[0] "%(n)s день"\nmsgstr[1] "%(n)s дня"\n'
        'msgstr[2] "%(n)s дней"\n\nmsgctxt "share"\nmsgid "%(part)s %%"\nmsgstr "%(part)s %%"\n'
    )
    assert wrongs(said, a_catalogue(po)) == []


@pytest.fixture
def in_russian(tmp_path: Path) -> Iterator[None]:
    """The catalogue as it stands, compiled; what somebody compiled before is not looked at."""
    folder = tmp_path / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as compiled:
        write_mo(compiled, a_catalogue(RUSSIAN.read_bytes()))
    with override_settings(LOCALE_PATHS=[tmp_path]):
        yield


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 требование"), (2, "2 требования"), (5, "5 требований"), (11, "11 требований"), (21, "21 требование")],
)
def test_russian_counts_in_three_forms(in_russian: None, count: int, words: str) -> None:
    with translation.override("ru"):
        said = translation.ngettext("%(num)d demand", "%(num)d demands", count) % {"num": count}
    assert said == words


def test_the_door_speaks_the_language_of_the_browser(db: None, in_russian: None) -> None:
    russian = Client().get("/sign-in", headers={"accept-language": "ru-RU,ru;q=0.9,en;q=0.5"}).content.decode()
    english = Client().get("/sign-in", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="ru">' in russian
    assert "<h1>Войти</h1>" in russian
    assert "<h1>Sign in</h1>" in english


PARTS = ["/", "/publications", "/publications/add", "/review", "/search", "/record", "/demands", "/alerts", "/access"]


@pytest.mark.parametrize("path", [*PARTS, "/alerts/take-in", "/lock", "/no/such/page"])
def test_every_part_of_the_desk_is_russian_once_it_was_chosen(account: Account, in_russian: None, path: str) -> None:
    client = Client()
    assert client.post("/sign-in", {"login": account.login_name, "password": PASSWORD}).status_code == 303
    assert client.post("/language", {"language": "ru", "back": path}).status_code == 303
    answer = client.get(path)
    shown = answer.content.decode()
    assert answer.status_code == (404 if "such" in path else 200)
    assert '<html lang="ru">' in shown
    assert "Запереть" in shown
    assert _english_words(shown) - _names_given_to(account) == set()


def _english_words(page: str) -> set[str]:
    """Latin words that a person would read on a page where nothing has been taken in yet."""
    page = re.sub(r"(?s)<(head|svg|script)\b.*?</\1>", " ", page)
    page = re.sub(r'(?:aria-label|placeholder|title|data-is)="([^"]*)"', r">\1<", page)
    return set(re.findall(r"[A-Za-z]{3,}", re.sub(r"<[^>]*>", " ", page)))


def _names_given_to(account: Account) -> set[str]:
    """What people and a workspace named themselves, and what has no Russian."""
    given = [f"{grant.circle.name} {grant.purpose}" for grant in Grant.objects.filter(account=account)]
    return set(" ".join([account.display_name, account.login_name, *given, "Qalqan English UTC PDF Word"]).split())
