"""What Today says of the protection that is missing here."""

from __future__ import annotations

import pytest
from desk_makers import a_person, at_the_desk
from django.db import connection


def test_today_says_when_the_database_is_not_encrypted_as_a_whole(db: None):
    page = at_the_desk(a_person()).get("/").content.decode()
    assert ("not encrypted as a whole" in page) == (connection.vendor == "postgresql")


def test_today_says_when_files_are_not_shut_off(db: None, monkeypatch: pytest.MonkeyPatch):
    desk = at_the_desk(a_person())
    monkeypatch.setattr("qalqan.desk.views.today.weakness", lambda: "no bubblewrap")
    assert "install bubblewrap" in desk.get("/").content.decode()
    monkeypatch.setattr("qalqan.desk.views.today.weakness", lambda: None)
    assert "install bubblewrap" not in desk.get("/").content.decode()
