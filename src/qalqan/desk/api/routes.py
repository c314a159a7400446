"""All addresses of the API, put together, and their description.

Every list says how many there are in all and where the next ones are; nothing is cut in silence. Every write goes through
the same action as at the desk.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from qalqan.desk.api import (
    changing,
    deciding,
    dividing,
    dossiers,
    following,
    importing,
    keeping,
    noting,
    publications,
    releasing,
    standings,
    taking_out,
)
from qalqan.desk.api.description import PROBLEM, Problem, api

PREFIX = "/api/v1/"

# What is written in full comes before what holds a part that may be anything: works/file before works/{id}.
PARTS = (
    publications, deciding, following, noting, keeping, dividing, standings, dossiers, importing, taking_out, releasing,
    changing,
)  # fmt: skip
for part in PARTS:
    api.add_router("", part.router)


@api.get("/schema", response={200: dict[str, Any], 401: Problem, 429: Problem})
def schema(request: HttpRequest) -> Any:
    """This description, as OpenAPI."""
    return described()


def described() -> dict[str, Any]:
    """The description, problems under their own media type."""
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    for operations in told["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "content" in answer:
                    answer["content"] = {PROBLEM: answer["content"].pop("application/json")}
    return told
