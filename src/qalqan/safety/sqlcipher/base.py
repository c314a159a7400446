"""Django's SQLite backend over the SQLCipher driver: the whole file, its indexes and its write-ahead log are encrypted.

The raw key comes from the open workspace at the moment of connecting and stands in no setting. Python's own driver is
never used for a workspace: a forgotten setting fails to open the file instead of writing it in the clear.
"""

from __future__ import annotations

import datetime
import decimal
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from typing import Any
from weakref import WeakSet

from django.db.backends.sqlite3 import base as sqlite
from django.db.backends.sqlite3._functions import register as register_functions
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as Database

from qalqan.safety import keys

Database.register_converter("bool", b"1".__eq__)
Database.register_converter("date", sqlite.decoder(parse_date))
Database.register_converter("time", sqlite.decoder(parse_time))
Database.register_converter("datetime", sqlite.decoder(parse_datetime))
Database.register_converter("timestamp", sqlite.decoder(parse_datetime))
Database.register_adapter(decimal.Decimal, str)
Database.register_adapter(datetime.date, sqlite.adapt_date)
Database.register_adapter(datetime.datetime, sqlite.adapt_datetime)

# FULL: NORMAL lost acknowledged commits in 298 of 300 simulated power cuts (SAFETY section 4).
# temp_store: a temporary file on disk would hold plaintext. secure_delete: deleted rows are overwritten with zeros.
AT_OPENING = (
    "PRAGMA temp_store = MEMORY",
    "PRAGMA busy_timeout = 30000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA legacy_alter_table = OFF",
    # 64 MiB of pages, taken as they are read: deciphering one takes ten microseconds, and a page of search results
    # stands on two hundred. Locking gives them up (`give_up_pages`).
    "PRAGMA cache_size = -65536",
)


_opened: WeakSet[DatabaseWrapper] = WeakSet()


def give_up_pages() -> None:
    """Lets go of the deciphered pages that connections keep, those of other threads too, which close later."""
    for database in list(_opened):
        if (connection := database.connection) is not None:
            with suppress(Database.Error):  # closed meanwhile
                connection.execute("PRAGMA shrink_memory")


class DatabaseWrapper(sqlite.DatabaseWrapper):
    display_name = "SQLCipher"
    Database = Database

    def ensure_connection(self) -> None:
        """Raises WorkspaceLocked once the workspace is locked, also in a thread whose connection is still open."""
        if not self.is_in_memory_db() and not keys.is_open():
            if not self.in_atomic_block:
                self.close()
            keys.opened()
        super().ensure_connection()

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        params["detect_types"] = Database.PARSE_DECLTYPES | Database.PARSE_COLNAMES
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = Database.connect(**conn_params)
        # A database in memory without a workspace serves makemigrations and nothing else: its key dies with it.
        key = keys.opened().database() if keys.is_open() else secrets.token_bytes(32)
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for command in AT_OPENING:
            connection.execute(command)
        register_functions(connection)
        _opened.add(self)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(Cursor)


class Cursor(Database.Cursor):
    """Django writes %s where SQLite reads ?. The same as Django's own wrapper, over the other driver's cursor."""

    def execute(self, query: str, params: Any = None) -> Any:
        if params is None:
            return super().execute(query)
        return super().execute(converted(query, list(params) if isinstance(params, Mapping) else None), params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        rows = iter(param_list)
        first = next(rows, None)
        if first is None:
            return super().executemany(converted(query, None), [])
        names = list(first) if isinstance(first, Mapping) else None
        return super().executemany(converted(query, names), chain([first], rows))


def converted(query: str, names: list[str] | None) -> str:
    return _numbered(query) if names is None else query % {name: f":{name}" for name in names}


@lru_cache(maxsize=256)
def _numbered(query: str) -> str:
    # The question of a page of hits has three thousand letters, and comes again with every search.
    return sqlite.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
