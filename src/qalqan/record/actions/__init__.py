"""What is done to the record, one file an action."""

from qalqan.record.actions.admit import admit
from qalqan.record.actions.enter import Words, enter, words_of
from qalqan.record.actions.relate import merge, reinstate, relate, unrelate, withdraw_entry
from qalqan.record.actions.revise import restate, revise

__all__ = [
    "Words",
    "admit",
    "enter",
    "merge",
    "reinstate",
    "relate",
    "restate",
    "revise",
    "unrelate",
    "withdraw_entry",
    "words_of",
]
