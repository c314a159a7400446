"""The Jinja2 environment of the desk's pages: escaping always on, words translatable."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:
    """`_("…")`, `{% trans %}`, `url("name", …)`, `static("…")` and `language()` in every template."""
    options["undefined"] = StrictUndefined
    made = Environment(**{**options, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True})  # noqa: S701
    made.add_extension("jinja2.ext.i18n")
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(url=_url, static=static, language=translation.get_language)
    return made


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return str(reverse(name, args=args, kwargs=kwargs))
