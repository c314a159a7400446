"""Every page of the desk under axe-core, in both languages, light and dark; and walked over with the keyboard alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from desk_makers import a_person, at_the_desk
from test_desk_doors import MAY_ENTER, a_house

from by_keyboard import axe_source, faults, skips_to_the_text, walk
from qalqan.config.opening import Workspace
from qalqan.safety.levels import ROLES

pytestmark = pytest.mark.browser
HOST = "https://desk.example"
ENDS = {"lock", "unlock", "sign-out-everywhere"}  # the session
WALKED = ("today", "works", "work", "review", "proposal", "case", "law", "matrix", "search", "alert-receive",
          "followed", "process", "grid-over", "work-cite", "access")  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no Chromium on this machine: install the package chromium")
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, under which Django would refuse its database.
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as started:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        opened = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


def pages_of_the_desk(language: str) -> tuple[dict[str, str], dict[str, tuple[bytes, str]]]:
    """The path of every page that somebody with all roles can open, by its route; and what stands there, with its styles."""
    house = a_house()
    client = at_the_desk(a_person("everybody", *ROLES, level="sealed"))
    paths: dict[str, str] = {}
    held: dict[str, tuple[bytes, str]] = {}
    for name in [name for name in MAY_ENTER if name not in ENDS]:
        answer = client.get(house.paths[name], HTTP_ACCEPT_LANGUAGE=language)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            paths[name] = house.paths[name]
            held[house.paths[name]] = answer.content, "text/html; charset=utf-8"
    for asset in ("desk.css", "keys.js", "mark.svg"):
        answer = client.get(f"/static/{asset}")
        assert answer.status_code == 200, asset
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        held[f"/static/{asset}"] = body, answer["Content-Type"]
    return paths, held


def opened(browser: Any, held: dict[str, tuple[bytes, str]], **how: Any) -> Any:
    """A browser that finds at HOST what was answered, and nothing elsewhere."""
    context = browser.new_context(base_url=HOST, **how)

    def answer(route: Any) -> None:
        body, kind = held.get(route.request.url.removeprefix(HOST).partition("?")[0], (b"", ""))
        route.fulfill(body=body, content_type=kind) if kind else route.fulfill(status=404)

    context.route("**/*", answer)
    return context.new_page()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_page_of_the_desk_has_a_serious_fault_for_screen_readers(
    own_workspace: Workspace, browser: Any, language: str
) -> None:
    paths, held = pages_of_the_desk(language)
    assert len(paths) > 50
    page, axe, wrong = opened(browser, held), axe_source(), []
    for name, path in paths.items():
        page.emulate_media(color_scheme="light")
        page.goto(path)
        page.evaluate(axe)
        assert page.locator("html").get_attribute("lang") == language, name
        wrong += [f"{name}, light: {fault}" for fault in faults(page)]
        page.emulate_media(color_scheme="dark")
        wrong += [f"{name}, dark: {fault}" for fault in faults(page, "color-contrast", "link-in-text-block")]
    page.context.close()
    assert wrong == []


def test_axe_sees_a_fault_where_there_is_one(browser: Any) -> None:
    bad = b'<!doctype html><html lang="en"><title>x</title><main><img src="x.png"><p style="color:#ccc">pale</p></main></html>'
    page = opened(browser, {"/": (bad, "text/html")})
    page.goto("/")
    page.evaluate(axe_source())
    assert {fault.partition(":")[0] for fault in faults(page)} >= {"image-alt", "color-contrast"}
    page.context.close()


def test_the_desk_is_walked_over_with_the_keyboard_alone(own_workspace: Workspace, browser: Any) -> None:
    paths, held = pages_of_the_desk("en")
    page, wrong = opened(browser, held, java_script_enabled=True), []
    for name in WALKED:
        page.goto(paths[name])
        if not skips_to_the_text(page):
            wrong.append(f"{name}: no way past the menu")
        page.goto(paths[name])
        walked = walk(page)
        wrong += [f"{name}: {one}" for one in walked.wrong]
        if len(walked.stops) < 6:
            wrong.append(f"{name}: only {len(walked.stops)} stops")
    page.context.close()
    assert wrong == []
