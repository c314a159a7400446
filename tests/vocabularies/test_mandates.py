from __future__ import annotations

import pytest

from qalqan.vocabularies.mandates import mandate_named


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UN Special Rapporteur on Human Rights Defenders", "HRD"),
        (
            "the United Nations Special Rapporteur on the rights to freedom of peaceful assembly and of association",
            "FOAA",
        ),
        ("Special Rapporteur on Freedom of Association and Assembly", "FOAA"),
        ("Специальный докладчик по положению правозащитников", "HRD"),
        ("WGAD", "WGAD"),
        ("Special Rapporteur on gardens", None),
    ],
)
def test_a_mandate_is_known_by_its_many_names(name: str, code: str | None):
    assert mandate_named(name) == code
