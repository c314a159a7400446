"""A crash must not write the memory that holds the keys to a disk."""

from __future__ import annotations

import resource

from qalqan.config.opening import Workspace


def test_a_process_that_opened_a_workspace_leaves_no_core_dump(workspace: Workspace) -> None:
    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
