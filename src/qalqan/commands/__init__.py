"""The `qalqan` command: one file a command, each thin over the packages it calls.

Errors are one sentence on standard error; a command ends with 0, 2 on a wrong call, 1 on anything else (CONTRACT 1).
"""

from qalqan.commands.app import main

__all__ = ["main"]
