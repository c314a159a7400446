"""Search the library: words, "phrases", AND OR NOT, prefix*, country:KAZ. Hits are passages in their publication.

Example: qalqan search 'torture AND lawyers' --country TJK --from 2014
"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from qalqan.commands.console import as_json, day, say, warn
from qalqan.commands.workspace import acting_account, open_here
from qalqan.errors import WrongCall


def run(
    query: Annotated[str, typer.Argument(help="What to look for.")] = "",
    country: Annotated[list[str] | None, typer.Option(help="About all of these countries; see --any-country.")] = None,
    topic: Annotated[list[str] | None, typer.Option(help="On this topic; may be given again.")] = None,
    publisher: Annotated[str, typer.Option(help="Of this publisher.")] = "",
    language: Annotated[str, typer.Option(help="In this language.")] = "",
    from_: Annotated[str, typer.Option("--from", help="Published on or after.")] = "",
    to: Annotated[str, typer.Option(help="Published on or before.")] = "",
    any_country: Annotated[bool, typer.Option("--any-country", help="About any of the countries given.")] = False,
    facets: Annotated[
        bool, typer.Option("--facets", help="Count the hits by country, topic, publisher and language.")
    ] = False,
    limit: Annotated[int, typer.Option(help="How many hits.", min=1)] = 20,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    from qalqan.vocabularies.countries import country_named

    for given in (from_, to):
        day(given)
    codes = []
    for name in country or []:
        code = country_named(name)
        if code is None:
            raise WrongCall(f"“{name}” is no country that Qalqan knows: write its name or its code, such as KAZ.")
        codes.append(code)
    open_here()
    from qalqan.followup.publications import PublicationsByRecord
    from qalqan.library.search import engine

    account = acting_account()
    found = engine.search(
        query, account, record=PublicationsByRecord(account), countries=tuple(codes), any_country=any_country, topics=tuple(topic or ()), publisher=publisher,
        language=language, published_from=from_, published_to=to, facets=facets, limit=limit,
    )  # fmt: skip
    if found.total > len(found.hits):
        warn(
            f"The first {len(found.hits)} of {found.total} publications are shown: see the others with --limit {found.total}."
        )
    if json:
        as_json(told(found))
        return
    say(found.understood)
    for hit in found.hits:
        say(f"{hit.work.title} ({hit.work.published or 'no date'}) [{hit.work.permanent_id}]")
        say("  " + "".join(f"[{words}]" if marked else words for words, marked in hit.snippet))
    for facet, counts in found.facets.items():
        say(f"{facet}: " + ", ".join(f"{value} {n}" for value, n in counts))
    if found.suggestions:
        say("Did you mean: " + ", ".join(found.suggestions))
    say(f"{found.total} publications.")


def told(found: Any) -> dict[str, Any]:
    return {
        "understood": found.understood,
        "total": found.total,
        "hits": [
            {
                "work": hit.work.permanent_id,
                "title": hit.work.title,
                "published": hit.work.published or None,
                "passage": hit.passage.key,
                "words": "".join(words for words, _ in hit.snippet),
                "marked": [words for words, marked in hit.snippet if marked],
                "score": hit.score,
                "why": hit.why,
            }
            for hit in found.hits
        ],
        "facets": {
            name: [{"value": value, "count": n} for value, n in counts] for name, counts in found.facets.items()
        },
        "suggestions": list(found.suggestions),
    }
