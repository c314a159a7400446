"""Takes the pictures of README in a real Chromium, from a demo workspace served on this machine. Used by `make shots`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from qalqan.commands.demo import LOGIN, PASSPHRASE

PICTURES = Path(__file__).resolve().parent / "pictures"
QALQAN = Path(sys.executable).parent / "qalqan"
DESKTOP = {"width": 1180, "height": 820}
PHONE = {"width": 390, "height": 780}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def demo(home: Path) -> Iterator[tuple[str, str]]:
    """A filled demo, served; gives the addresses of site and desk."""
    site, desk = free_port(), free_port()
    env = {**os.environ, "QALQAN_HOME": str(home)}
    subprocess.run([QALQAN, "demo", "--no-serve"], env=env, check=True)
    served = subprocess.Popen([QALQAN, "demo", "--site", str(site), "--desk", str(desk)], env=env)
    try:
        for port in (site, desk):
            wait_for(port)
        yield f"http://127.0.0.1:{site}", f"http://127.0.0.1:{desk}"
    finally:
        served.terminate()
        served.wait(20)


def wait_for(port: int) -> None:
    for _ in range(120):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise SystemExit(f"Nothing answers on port {port}.")


def first_link(page: Page, part: str) -> str:
    """The address of the first link of a page whose target holds `part`."""
    links = page.eval_on_selector_all("main a[href]", "all => all.map(a => a.href)")
    return next(link for link in links if part in link)


def shoot(page: Page, name: str, address: str) -> None:
    page.goto(address)
    page.wait_for_timeout(300)
    page.screenshot(path=PICTURES / f"{name}.png")


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or sys.exit("Chromium is not here: install the package chromium.")
    with (
        tempfile.TemporaryDirectory() as folder,
        demo(Path(folder) / "home") as (site, desk),
        sync_playwright() as started,
    ):
        browser = started.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        page = browser.new_context(viewport=DESKTOP, java_script_enabled=False).new_page()
        shoot(page, "home", f"{site}/pages/en/index.html")
        shoot(page, "visits", f"{site}/pages/en/visits.html")
        shoot(page, "laws", f"{site}/pages/en/laws.html")
        page.goto(f"{site}/pages/en/publications.html")
        shoot(page, "publication", first_link(page, "/publications/"))
        phone = browser.new_context(viewport=PHONE, java_script_enabled=False, color_scheme="dark").new_page()
        shoot(phone, "phone", f"{site}/pages/ru/index.html")
        staff = browser.new_context(viewport=DESKTOP).new_page()
        staff.goto(desk)
        staff.fill("input[name=login]", LOGIN)
        staff.fill("input[name=password]", PASSPHRASE)
        staff.click("main button")
        staff.goto(f"{desk}/review")
        shoot(staff, "review", first_link(staff, "/review/"))
        browser.close()


if __name__ == "__main__":
    main()
