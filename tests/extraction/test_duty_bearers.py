"""Who was bound to prevent an act, and the country of an act where the text says whose people were harmed."""

from __future__ import annotations

from typing import Any

import pytest
from extracted import HEAD, found


def act_of(sentence: str, code: str) -> dict[str, Any]:
    read = [*found(HEAD + sentence + "\n", "act"), *found(HEAD + sentence + "\n", "pattern")]
    fields: dict[str, Any] = next(one["fields"] for one in read if one["fields"]["type"] == code)
    return fields


@pytest.mark.parametrize(
    ("sentence", "code", "bearers"),
    [
        # the State whose agents did it
        ("In Tajikistan the journalist Edgar Bordur was beaten by police.", "BEATING", ["Tajikistan"]),
        # who holds someone is bound to keep them alive
        ("In Tajikistan the lawyer Edgar Bordur died in custody.", "DEATH-IN-CUSTODY", ["Tajikistan"]),
        # agents of another State answer for their own
        ("In Ukraine the journalist Edgar Bordur was tortured by Russian soldiers.", "TORTURE", ["Russia"]),
        # a body that failed to protect, as the text calls it
        ("In Tajikistan a mob beat the lawyer Edgar Bordur while police failed to intervene.", "BEATING", ["police"]),
        # a private attacker: the text says nothing of the State
        ("In Tajikistan the journalist Edgar Bordur was beaten by masked men.", "BEATING", []),
    ],
)
def test_who_was_bound_to_prevent_it(sentence: str, code: str, bearers: list[str]) -> None:
    assert [one["name"] for one in act_of(sentence, code)["duty_bearers"]] == bearers


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("Russian soldiers killed the journalist Edgar Bordur in Ukraine.", "UKR"),
        ("In Ukraine the journalist Edgar Bordur was killed by Russian soldiers.", "UKR"),
        ("The journalist Edgar Bordur was killed in Russia.", "RUS"),
    ],
)
def test_whose_people_they_are_is_not_where_it_was_done(sentence: str, country: str) -> None:
    assert act_of(sentence, "KILLING")["country"] == country
