"""Give, list and end the tokens by which programs ask the desk (its API).

A token has some of your roles, is for one circle, runs for at most 180 days, and is shown once.

Example: qalqan token give --purpose "nightly statistics" --role reader --days 30
"""

from __future__ import annotations

from typing import Annotated

import typer

from qalqan.commands.console import as_json, say
from qalqan.commands.workspace import acting_account, open_here
from qalqan.errors import WrongCall


def run(
    what: Annotated[str, typer.Argument(help="What to do: give, list or end.")] = "list",
    token: Annotated[str, typer.Argument(help="Which to end: its id in the list.")] = "",
    purpose: Annotated[str, typer.Option(help="Which program asks for what.")] = "",
    role: Annotated[
        list[str] | None, typer.Option(help="reader, editor, verifier or publisher; again for more.")
    ] = None,
    circle: Annotated[str, typer.Option(help="The code of the circle; the first one if not given.")] = "",
    days: Annotated[int, typer.Option(help="How long it runs, at most 180.")] = 30,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    if what not in ("give", "list", "end"):
        raise WrongCall(f"Tokens are given, listed and ended, not “{what}”: call qalqan token give, list or end.")
    open_here()
    from qalqan.desk.api import tokens
    from qalqan.desk.models import AccessToken
    from qalqan.safety.models import Circle

    account = acting_account()
    if what == "give":
        chosen = Circle.objects.filter(code=circle).first() if circle else Circle.objects.order_by("pk").first()
        if chosen is None:
            raise WrongCall(f"There is no circle “{circle}”: look at Account on the desk.")
        made, words = tokens.give(account, chosen, role or ["reader"], purpose, days)
        if json:
            as_json({"id": made.permanent_id, "token": words, "until": made.until.isoformat()})
            return
        say(words)
        say(
            f"It is shown this once. It runs until {made.until.date().isoformat()}; end it with qalqan token end {made.permanent_id}"
        )
        return
    if what == "end":
        tokens.end(account, token)
        say("The token is ended.")
        return
    listed = AccessToken.objects.filter(account=account).select_related("circle")
    if json:
        as_json([
            {"id": one.permanent_id, "roles": one.roles, "circle": one.circle.code, "purpose": one.purpose,
             "until": one.until.isoformat(), "runs": one.runs}
            for one in listed
        ])  # fmt: skip
        return
    for one in listed:
        state = f"runs until {one.until.date().isoformat()}" if one.runs else "ended"
        say(f"{one.permanent_id}  {', '.join(one.roles)} in {one.circle.code}, {state}: {one.purpose}")
    say(f"{len(listed)} tokens.")
