"""A day at the desk in a real browser, on a phone, without scripts; and the keys of review with them."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from desk_makers import a_person, a_waiting_publication
from django.db import connections

from conftest import PASSWORD
from makers import a_case, a_clause, a_recommendation, a_text, a_work, an_act
from qalqan.config.opening import Workspace
from qalqan.desk.server import make
from qalqan.library.search import engine
from qalqan.review.models import Review

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
STATEMENT = "Let the lawyers work\n\n21 July 2014\n\nWe call on the authorities of Kazakhstan to:\n\n- release the lawyer Dana Omarova.\n"


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


class Threaded(ThreadingMixIn, WSGIServer):
    """A browser opens connections that it does not use yet: one thread alone would wait for them."""

    daemon_threads = True

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


@pytest.fixture
def desk(own_workspace: Workspace) -> Iterator[str]:
    """The desk on a port of this machine; in it an editor who also responds, and a publication that waits."""
    person = a_person("dilnoza", "editor", "verifier", "responder", level="sealed")
    engine.index(a_waiting_publication(person))
    server = make_server("127.0.0.1", 0, make(), server_class=Threaded, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
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


def sign_in(page: Page, desk: str) -> None:
    page.goto(desk)
    page.fill("#login", "dilnoza")
    page.fill("#password", PASSWORD)
    go(page, "main button.first")
    assert page.locator("h1").inner_text() == "Today"


def go(page: Page, selector: str) -> None:
    """Press something that leads to another page, and wait for that page."""
    with page.expect_navigation():
        page.click(selector)


def fits(page: Page) -> bool:
    """Whether nothing but tables has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_wide_table_and_a_long_source_leave_the_page_as_wide_as_the_phone(desk: str, browser: Browser) -> None:
    text = a_text(
        "They fear it.", work=a_work(publisher="The Association of Lawyers of the Steppe and of all its Rivers")
    )
    demand = a_recommendation(text, "They fear it")
    for number in range(4):  # most cells are empty: their words are for the ear
        a_clause(demand, text, "They fear it", countries=[("KAZ", "KGZ", "TJK", "UZB")[number]])
    an_act(text, case := a_case(), "THREAT", hedge="feared")
    page = browser.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False).new_page()
    sign_in(page, desk)
    for path in ("/demands", f"/cases/{case.permanent_id}", "/fears", "/held", "/visits"):
        page.goto(desk + path)
        assert fits(page), path


def test_the_whole_day_works_on_a_phone_without_scripts(desk: str, browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, desk)
    file = tmp_path / "statement.txt"
    file.write_text(STATEMENT, "utf-8")
    page.goto(f"{desk}/publications/add")
    page.set_input_files("#files", str(file))
    go(page, "main button.first")
    assert "was taken in" in page.locator(".said").inner_text()
    page.goto(f"{desk}/review")
    go(page, "main a.button.first")
    go(page, "button[value=accept]")
    assert "Accepted." in page.locator(".said").inner_text()
    page.goto(f"{desk}/search")
    page.fill("#query", "doctor")
    go(page, "main button.first")
    assert page.url == f"{desk}/search"
    go(page, "article h3 a")
    assert page.url.endswith("#p2")
    page.goto(f"{desk}/alerts/take-in")
    page.check("input[name=consent][value=given]")
    page.fill("#what", "The lawyer was taken from her office")
    go(page, "main button.first")
    go(page, "section.next button")
    assert "It is yours now." in page.locator(".said").inner_text()
    go(page, ".lock")
    assert page.locator("h1").inner_text() == "Sign in"
    page.goto(f"{desk}/alerts")
    assert page.url == f"{desk}/sign-in"
    context.close()


def test_pages_fit_a_phone_and_load_nothing_that_the_policy_forbids(desk: str, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, desk)
    wide = []
    for path in (
        "/",
        "/publications",
        "/publications/add",
        "/review",
        "/record",
        "/cases",
        "/demands",
        "/search",
        "/alerts",
        "/access",
    ):
        page.goto(desk + path)
        if not fits(page):
            wide.append(path)
    page.goto(f"{desk}/publications")
    go(page, "tbody a")
    if not fits(page):
        wide.append("publication")
    page.goto(f"{desk}/review")
    go(page, "main a.button.first")
    if not fits(page):
        wide.append("proposal")
    assert wide == []
    assert [text for text in said if "Content Security Policy" in text or "Refused" in text] == []
    assert [url for url in asked if not url.startswith(desk)] == []
    context.close()


def test_the_keys_of_review_accept_and_ask_for_a_reason(desk: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sign_in(page, desk)
    page.goto(f"{desk}/review")
    go(page, "main a.button.first")
    first = page.url
    page.keyboard.press("n")
    page.wait_for_url(lambda url: url != first)
    page.goto(first)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('[data-source] p'))")
    page.keyboard.press("w")
    written = page.locator("#words").input_value()
    assert written == " ".join(page.locator("[data-source] p").first.inner_text().split())
    page.goto(first)
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.name") in ("same", "same_id")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.id") == "reason"
    page.keyboard.type("not said here")
    page.keyboard.press("Escape")
    second = page.url
    page.keyboard.press("r")
    page.wait_for_url(lambda url: url != second)
    assert [review.outcome for review in Review.objects.order_by("id")] == ["accepted", "rejected"]
    context.close()


def test_enter_after_a_key_presses_that_button_and_a_cyrillic_layout_has_the_keys(desk: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sign_in(page, desk)
    page.goto(f"{desk}/review")
    go(page, "main a.button.first")
    page.fill("#reason", "nobody asked for this to be decided")
    with page.expect_navigation():
        page.press("#reason", "Enter")
    assert "Choose what to do" in page.locator(".wrong").inner_text()
    page.fill("#reason", "")
    page.locator("h1").click()
    with page.expect_navigation():
        press_on_a_cyrillic_layout(page, "ф", "KeyA")
    press_on_a_cyrillic_layout(page, "к", "KeyR")
    page.keyboard.type("not said here")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert [review.outcome for review in Review.objects.order_by("id")] == ["accepted", "rejected"]
    context.close()


def press_on_a_cyrillic_layout(page: Page, letter: str, place: str) -> None:
    page.evaluate(
        "([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))",
        [letter, place],
    )
