"""A walk over a page with the Tab key alone, and axe-core over the same page; for pages of the site and of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

_MOST = 400  # presses: more is a trap
# A field that has the focus from the start (a search) would begin the walk in the middle of the page.
_FROM_THE_TOP = "document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')"
# What has the focus: where it stands among all that can have it, whether it is seen, whether the focus is seen on it.
_FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) { return null; }
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const label = one.closest("label") || (one.id && document.querySelector(`label[for="${CSS.escape(one.id)}"]`));
  const ring = element => { const s = getComputedStyle(element);
    return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none"; };
  const all = [...document.querySelectorAll("*")];
  return { place: all.indexOf(one), html: one.outerHTML.slice(0, 140),
    seen: box.width > 0 && box.height > 0 && style.visibility !== "hidden" || !!(label && label.getBoundingClientRect().width),
    ringed: ring(one) || !!(label && ring(label)) };
}"""

# The walk begins below the top, where an order of its own would not be met.
_OUT_OF_TURN = (
    "() => [...document.querySelectorAll('[tabindex]')].filter(e => e.tabIndex > 0).map(e => e.outerHTML.slice(0, 140))"
)


@dataclass(frozen=True)
class Walk:
    """What the Tab key came by, in order, and what was wrong with it."""

    stops: list[str]
    wrong: list[str]


def walk(page: Any) -> Walk:
    """Presses Tab from the top of the page until the focus leaves it. Raises AssertionError for a trap."""
    page.evaluate(_FROM_THE_TOP)
    stops: list[str] = []
    wrong = [f"a tab order of its own: {html}" for html in page.evaluate(_OUT_OF_TURN)]
    last = -1
    for _ in range(_MOST):
        page.keyboard.press("Tab")
        now = page.evaluate(_FOCUSED)
        if now is None or (stops and now["html"] == stops[0] and now["place"] < last):
            return Walk(stops, wrong)
        if now["place"] < last:
            wrong.append(f"out of order: {now['html']}")
        if not now["seen"]:
            wrong.append(f"not to be seen: {now['html']}")
        if not now["ringed"]:
            wrong.append(f"the focus is not seen: {now['html']}")
        last = now["place"]
        stops.append(now["html"])
    raise AssertionError(f"the Tab key does not leave the page: {stops[-3:]}")


def skips_to_the_text(page: Any) -> bool:
    """Whether the first press of Tab shows a way past the menu, and Enter takes it."""
    page.evaluate(_FROM_THE_TOP)
    page.keyboard.press("Tab")
    first = page.evaluate(
        "(() => { const one = document.activeElement, box = one.getBoundingClientRect();"
        " return [one.getAttribute('href'), box.top >= 0 && box.left >= 0 && box.width > 1 && box.height > 1]; })()"
    )
    if first[0] != "#main" or not first[1]:
        return False
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    return bool(
        page.evaluate(
            "document.querySelector('#main').contains(document.activeElement)"
            " || !document.querySelector('#main a, #main button, #main input, #main summary, #main [tabindex]')"
        )
    )


def axe_source() -> str:
    """axe-core, as axe-playwright-python carries it."""
    found = find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("needs axe-playwright-python, which carries axe-core")
    return (Path(found.origin).parent / "axe.min.js").read_text("utf-8")


def faults(page: Any, *only: str) -> list[str]:
    """The serious and critical faults that axe-core finds, under some rules only where they are named."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
    result = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in result["violations"]
        if one["impact"] in ("serious", "critical")
    ]
