"""Memory that was freed, handed back to the system: a long document is read in steps that each need much for a while."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import cast


def give_back() -> None:
    """Hands back what is free. Where the system's library cannot (it is not glibc), nothing is done."""
    _trim()(0)


@cache
def _trim() -> Callable[[int], object]:
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):
        return lambda _: None
    trim.argtypes = (ctypes.c_size_t,)
    return cast("Callable[[int], object]", trim)
