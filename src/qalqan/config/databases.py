"""Which database a workspace uses: its own encrypted file, or a PostgreSQL server named by an address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from qalqan.errors import WrongCall
from qalqan.safety import keys

FILE = "qalqan.db"


def database_for(home: Path, url: str) -> dict[str, Any]:
    """Django's settings of one database. Raises WrongCall for an address that is not PostgreSQL's."""
    if url:
        return _postgresql(url)
    return {
        "ENGINE": "qalqan.safety.sqlcipher",
        "NAME": str(home / FILE) if keys.is_open() else ":memory:",
        # IMMEDIATE: a deferred BEGIN failed 1,750 times in 2,000 read-modify-writes (SAFETY section 4).
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise WrongCall(
            "QALQAN_DATABASE_URL must begin with postgresql://; leave it empty for the workspace's own file."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "qalqan.safety.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "qalqan",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
    }
