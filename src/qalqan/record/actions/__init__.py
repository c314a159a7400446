"""What is done to the record, one file an action."""

from qalqan.record.actions.admit import admit
from qalqan.record.actions.count import count
from qalqan.record.actions.divide import Share, divide, undivide
from qalqan.record.actions.duties import end_duty, mark_done, set_duty
from qalqan.record.actions.enter import Words, enter, words_of
from qalqan.record.actions.enter_actor import enter_actor
from qalqan.record.actions.fund import name_funder, take_funder_back
from qalqan.record.actions.intervene import record_intervention
from qalqan.record.actions.measure import is_measurable, measure
from qalqan.record.actions.record_treaty import record_treaty_action
from qalqan.record.actions.relate import merge, reinstate, relate, unrelate, withdraw_entry
from qalqan.record.actions.revise import restate, revise
from qalqan.record.actions.say_affected import say_affected

__all__ = [
    "Share",
    "Words",
    "admit",
    "count",
    "divide",
    "end_duty",
    "enter",
    "enter_actor",
    "mark_done",
    "is_measurable",
    "measure",
    "merge",
    "name_funder",
    "record_intervention",
    "record_treaty_action",
    "reinstate",
    "relate",
    "restate",
    "revise",
    "say_affected",
    "take_funder_back",
    "set_duty",
    "undivide",
    "unrelate",
    "withdraw_entry",
    "words_of",
]
