"""What is not public is in no byte of an edition (LEAK-1), changes no byte of it (LEAK-2) and leaves the next (LEAK-3)."""

from __future__ import annotations

import base64
import gzip
import hashlib
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from anyascii import anyascii
from django.apps import apps
from django.db import connection, models
from django.utils import timezone
from leaks import a_token, found_in
from test_editions import a_public_world, files_of

from makers import (
    a_case,
    a_clause,
    a_copy,
    a_process,
    a_recommendation,
    a_step,
    a_text,
    an_act,
    an_actor,
    an_instrument,
)
from qalqan.library.models import Issuer, Passage, Text, Work
from qalqan.publishing.actions.release import release, release_person, release_work
from qalqan.publishing.actions.withdraw import withdraw, withdraw_work
from qalqan.publishing.editions import publish
from qalqan.publishing.rows.wording import CHROME
from qalqan.publishing.verify import verify
from qalqan.record.models import Actor, Evidence, Involvement
from qalqan.safety.entries import Levelled
from qalqan.safety.fields import public_fields
from qalqan.sources.models import Copy

DAY = date(2014, 7, 23)
# What decides about an entry, or what the published wording is made of; everything else is planted.
STEERING = {"entry", "level", "permanent_id", "stance", "standing", "outcome", "role"}
OF_THE_WORDING = {Text: {"body"}, Passage: {"key", "kind", "language"}}
OURS = [model for model in apps.get_models() if model.__module__.startswith("qalqan.")]
OF_THE_HOUSE = {"LogEntry", "Checkpoint", "Edition", "PublicId"}  # what publishing itself writes, or nobody may change


def words_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns of a model that hold words or bytes."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
    return [field for field in model._meta.concrete_fields if isinstance(field, kinds) and field.name not in STEERING]


def planted_value(field: models.Field[Any, Any], tokens: list[str]) -> Any:
    token = a_token()
    longest = getattr(field, "max_length", None)
    if isinstance(field, models.JSONField):
        value: Any = {"name": token, token: [token]}
    elif isinstance(field, models.BinaryField):
        value = token.encode()[:longest]
    elif longest is not None and longest < len(token):
        if longest < 12:
            return None
        token = value = token[:longest]
    else:
        value = token
    tokens.append(token)
    return value


def plant(model: type[models.Model], tokens: list[str], **given: Any) -> models.Model:
    """An entry that is not public with a token in each column; neighbours that it needs are planted too."""
    values: dict[str, Any] = dict(given)
    if model._meta.app_label == "response" and issubclass(model, Levelled):
        values.setdefault("level", "sealed")
    for field in model._meta.concrete_fields:
        if field.name in values or field.primary_key:
            continue
        if isinstance(field, models.ForeignKey):
            values[field.name] = _neighbour(field, tokens)
        elif field in words_of(model):
            value = planted_value(field, tokens)
            values[field.name] = value if value is not None else a_token()[: field.max_length]
        elif not field.has_default() and not field.null:
            values[field.name] = _anything(field)
    return model._base_manager.bulk_create([model(**values)])[0]  # past the model's own refusals


def _neighbour(field: models.ForeignKey[Any, Any], tokens: list[str]) -> Any:
    if field.null:
        return None
    if field.has_default():
        return field.related_model.objects.get(pk=field.get_default())
    return plant(field.related_model, tokens)


def _anything(field: models.Field[Any, Any]) -> Any:
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return DAY
    return 1 if not isinstance(field, models.BooleanField) else False


def plant_in_public_entries(tokens: list[str]) -> None:
    """A token in every column of every entry that its model does not declare public; a copy is never altered."""
    for model in OURS:
        if model is Copy or not (issubclass(model, Levelled) or model in (Passage, Evidence, Involvement, Issuer)):
            continue
        kept = set(public_fields(model)) | OF_THE_WORDING.get(model, set())
        hidden = [field for field in words_of(model) if field.name not in kept and not field.unique]
        unlock(model)
        for entry in model._base_manager.all():
            values = {field.name: planted_value(field, tokens) for field in hidden}
            model._base_manager.filter(pk=entry.pk).update(**{k: v for k, v in values.items() if v is not None})


def unlock(model: type[models.Model]) -> None:
    """Lets this test write over what the database keeps as it was; what it does is rolled back, the trigger with it."""
    table = model._meta.db_table
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {table}_kept_changes{on}")


def test_no_byte_of_an_edition_holds_what_is_not_public(db: None, tmp_path: Path) -> None:
    tokens: list[str] = []
    body = f"The court must release the lawyer.\n\n{a_token()} teaser\n\nParliament should withdraw the draft law."
    chrome = body.split("\n\n")[1]
    tokens.append(chrome.removesuffix(" teaser"))
    seen = a_token()
    work = a_public_world().work
    work.change(seen=work.version, title=f"Lawyers {seen}")
    tokens += [name := a_token(), whose := a_token()]
    a_text(body, chrome=[chrome], level="public", copy=a_copy(level="public", claimed_name=name, publisher=whose))
    plant_in_public_entries(tokens)
    for model in OURS:
        if model.__name__ not in OF_THE_HOUSE:
            plant(model, tokens)
    tokens += [
        entry.permanent_id for model in OURS if issubclass(model, Levelled) for entry in model._base_manager.all()
    ]
    assert len(tokens) > 200
    publish(tmp_path / "edition", as_of=DAY)
    assert found_in(tmp_path / "edition", [seen]) == {seen}, "the control: what is public is found"
    assert found_in(tmp_path / "edition", tokens) == set()
    assert Passage.objects.filter(kind=CHROME).exists()


@pytest.mark.parametrize(
    "hide",
    [
        lambda token: token.encode(),
        lambda token: token.upper().encode(),
        lambda token: anyascii(token).encode(),
        lambda token: token[::-1].encode(),
        lambda token: quote(token).encode(),
        lambda token: base64.b64encode(b"x" + token.encode()),
        lambda token: hashlib.sha256(token.encode()).hexdigest().encode(),
        lambda token: gzip.compress(token.encode()),
    ],
)
def test_every_form_of_a_planted_leak_is_found(tmp_path: Path, hide: Any) -> None:
    token, other = a_token(), a_token()
    (tmp_path / "page.html").write_bytes(hide(token))
    assert found_in(tmp_path, [token, other]) == {token}


def test_a_planted_leak_in_a_file_name_is_found(tmp_path: Path) -> None:
    token = a_token()
    (tmp_path / f"{token.split()[0]}.html").write_bytes(b"")
    assert found_in(tmp_path, [token]) == {token}


def test_a_column_that_is_not_declared_is_not_published(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = a_token()
    text = a_public_world()
    text.work.change(seen=text.work.version, publisher=token)
    publish(tmp_path / "declared", as_of=DAY)
    assert found_in(tmp_path / "declared", [token]) == {token}
    monkeypatch.setattr(Work, "public", tuple(name for name in Work.public if name != "publisher"))
    publish(tmp_path / "not-declared", as_of=DAY)
    assert found_in(tmp_path / "not-declared", [token]) == set()


def test_entries_that_are_not_public_change_no_byte(db: None, tmp_path: Path) -> None:
    a_public_world()
    publish(tmp_path / "one", as_of=DAY)
    for model in OURS:
        if model.__name__ not in OF_THE_HOUSE and issubclass(model, Levelled):
            for level in ["sealed"] if model._meta.app_label == "response" else ["partner", "team", "sealed"]:
                plant(model, [], level=level)
    publish(tmp_path / "two", as_of=DAY)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_a_change_of_what_is_not_public_changes_no_byte(db: None, tmp_path: Path) -> None:
    text = a_public_world()
    hidden = a_text("Another statement.", work=None)
    an_act(hidden, a_case("Nobody"))
    publish(tmp_path / "one", as_of=DAY)
    plant_in_public_entries([])
    an_act(text, a_case("Hidden case"))  # rests on public words, and is not public itself
    a_step(text, a_process(subject="A hidden draft"))
    publish(tmp_path / "two", as_of=DAY)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_a_public_claim_without_public_words_is_not_published(db: None, tmp_path: Path) -> None:
    a_public_world()
    publish(tmp_path / "one", as_of=DAY)
    hidden = a_text("A statement that nobody released.")
    an_act(hidden, a_case("A case", level="public"), level="public")
    a_step(hidden, a_process(subject="A draft", level="public"), level="public")
    a_clause(a_recommendation(hidden, level="public"), hidden, level="public")
    publish(tmp_path / "two", as_of=DAY)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_what_is_closed_again_is_gone_from_the_next_edition(account: Any, tmp_path: Path) -> None:
    a_public_world()
    token, title = a_token(), a_token()
    text = a_text(f"The court must release {token}.")
    text.work.change(seen=text.work.version, title=f"Statement {title}")
    case = a_case(f"Case {token}")
    an_act(text, case)
    release_work(text.work, account, "printed by its publisher")
    publish(tmp_path / "edition", as_of=DAY)
    assert found_in(tmp_path / "edition", [token, title]) == {token, title}
    with_it = files_of(tmp_path / "edition")
    copy_elsewhere = verify(tmp_path / "edition")
    withdraw_work(Work.objects.get(pk=text.work_id), account, "taken back")
    edition = publish(tmp_path / "edition", as_of=DAY)
    assert edition.number == 2
    assert found_in(tmp_path / "edition", [token, title]) == set()
    assert set(files_of(tmp_path / "edition")) < set(with_it)
    assert verify(tmp_path / "edition").revokes(copy_elsewhere), "whoever keeps the former edition is told"


def test_a_change_that_takes_nothing_back_revokes_nothing(account: Any, tmp_path: Path) -> None:
    text = a_public_world()
    publish(tmp_path / "edition", as_of=DAY)
    former = verify(tmp_path / "edition")
    never_published = a_case()
    release(never_published, account, "by mistake")
    withdraw(never_published, account, "a mistake")
    text.work.change(seen=text.work.version, title="Another title")
    publish(tmp_path / "edition", as_of=DAY)
    assert not verify(tmp_path / "edition").revokes(former)


def test_a_withdrawn_cosignature_is_not_published(db: None, tmp_path: Path) -> None:
    token = a_token()
    text = a_public_world()
    Issuer.objects.create(work=text.work, position=7, name=token, country="TJK")
    publish(tmp_path / "one", as_of=DAY)
    assert found_in(tmp_path / "one", [token]) == {token}
    Issuer.objects.filter(name=token).update(withdrawn=True)
    publish(tmp_path / "two", as_of=DAY)
    assert found_in(tmp_path / "two", [token]) == set()


NAME = "Dana Omarova"
BODY = (
    "Dana Omarova, a lawyer, was summoned.\n\nThe authorities should drop the charges against Ms Omarova.\n\n"
    "Адвокат Дана Омарова рассказала о давлении. С Омаровой говорили в суде.\n\nSee http://news.example/dana-omarova for more."
)


def a_world_with_her_name_everywhere() -> tuple[Text, Actor]:
    """A publication that names one person in every place where a name may stand."""
    person = an_actor(NAME)
    text = a_text(BODY, copy=a_copy(url="http://publisher.example/OMAROVA"))
    Work.objects.filter(pk=text.work_id).update(
        title=f"Release {NAME}",
        publisher="Friends of Omarova",
        event="Hearing in the case of Omarova",
        event_place="Omarova's office",
        cite_as=f"Steppe Lawyers, Release {NAME}, http://publisher.example/dana-omarova",
        disclaimer="Дело Омаровой",
        source_url="http://publisher.example/release-dana-omarova.html",
    )
    Issuer.objects.create(work=text.work, position=5, name="D. Omarova Foundation")
    words = "The authorities should drop the charges against Ms Omarova."
    recommendation = a_recommendation(
        text, words, group="Omarova", chapeau=f"On {NAME}:", issuers=[f"{NAME} and others"],
        addressees=[{"name": "the court that tries Omarova", "class": "court", "countries": ["KAZ"]}],
    )  # fmt: skip
    a_clause(recommendation, text, words, action="drop charges against Omarova", precondition="if Omarova is tried")
    case = a_case(NAME)
    an_act(
        text, case, victim=person, words="Dana Omarova, a lawyer, was summoned.", place="Omarova's home", reason="for meeting Omarova",
        attributed_to="Omarova herself", date_basis="Omarova's letter",
    )  # fmt: skip
    an_act(text, case, words="Дана Омарова рассказала о давлении", attributed_to="Дана Омарова")
    a_step(
        text,
        a_process("liberty", NAME, actor=person),
        "summoned",
        by="Omarova's neighbour",
        outcome="Омарову отпустили",
    )
    an_instrument(f"Order against {NAME}", level="public")
    return text, person


def test_a_withheld_name_is_nowhere_in_an_edition(account: Any, tmp_path: Path) -> None:
    text, person = a_world_with_her_name_everywhere()
    release_work(text.work, account, "printed by its publisher")
    publish(tmp_path / "withheld", as_of=DAY)
    for spelling in ("omarov", "омаров", "dana", "дана"):
        assert not _files_with(tmp_path / "withheld", spelling), spelling
    assert _files_with(tmp_path / "withheld", "name withheld")
    release_person(Actor.objects.get(pk=person.pk), account, "she asked for it")
    publish(tmp_path / "released", as_of=DAY)
    for spelling in ("omarova", "омарова"):
        assert _files_with(tmp_path / "released", spelling), "the control: a released name is found"


def test_a_name_that_was_closed_again_is_withheld_again(account: Any, tmp_path: Path) -> None:
    text, person = a_world_with_her_name_everywhere()
    release_work(text.work, account, "printed by its publisher")
    release_person(person, account, "she asked for it")
    publish(tmp_path / "edition", as_of=DAY)
    withdraw(person, account, "she changed her mind")
    publish(tmp_path / "edition", as_of=DAY)
    assert not _files_with(tmp_path / "edition", "omarov")


def _files_with(folder: Path, word: str) -> list[str]:
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and word in path.read_bytes().decode("utf-8", "ignore").lower() or word in path.name.lower()
    ]
