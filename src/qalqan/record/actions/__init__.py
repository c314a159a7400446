"""What is done to the record, one file an action."""

from qalqan.record.actions.admit import admit
from qalqan.record.actions.enter import Words, enter, words_of
from qalqan.record.actions.revise import revise

__all__ = ["Words", "admit", "enter", "revise", "words_of"]
