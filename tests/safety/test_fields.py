from __future__ import annotations

import pytest
from safety_makers import a_copy

from qalqan.safety import fields
from qalqan.safety.entries import Levelled
from qalqan.safety.models import Account
from qalqan.sources.models import Copy


def test_what_no_model_declares_is_not_public() -> None:
    assert fields.public_fields(Account) == ()
    assert Levelled.public == ()


def test_a_public_row_holds_the_declared_fields_only(db: None) -> None:
    row = fields.public_row(a_copy(level="public", claimed_name="from-aida.pdf"))
    assert tuple(row) == Copy.public
    assert "from-aida.pdf" not in map(str, row.values())


@pytest.mark.parametrize("level", ["partner", "team", "sealed"])
def test_only_a_public_entry_has_a_public_row(db: None, level: str) -> None:
    with pytest.raises(ValueError, match="level public"):
        fields.public_row(a_copy(level=level))


@pytest.mark.parametrize("name", ["id", "created_by", "circle", "version", "no_such_field"])
def test_some_names_can_never_be_declared(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(Copy, "public", (name,))
    with pytest.raises(ValueError, match=name):
        fields.public_fields(Copy)


def test_a_sealed_field_cannot_be_declared_public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Copy, "field_levels", {"url": "sealed"})
    with pytest.raises(ValueError, match="url"):
        fields.public_fields(Copy)
