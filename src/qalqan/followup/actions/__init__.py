"""What is done in following up, one file an action."""

from qalqan.followup.actions.accept_all import Together, accept_all, accept_together, undo_together
from qalqan.followup.actions.answer import answer
from qalqan.followup.actions.assess import assess
from qalqan.followup.actions.bear import dismiss, link
from qalqan.followup.actions.begin import begin
from qalqan.followup.actions.compile import begin_dossier, pin, put_in, put_in_case, take_out, write
from qalqan.followup.actions.decide import decide, undo
from qalqan.followup.actions.raise_with import raise_with
from qalqan.followup.actions.remind import may_tick_off, remind, tick_off
from qalqan.followup.actions.repeat import say_not_repeated, say_repeated
from qalqan.followup.actions.same import accept_as_same
from qalqan.followup.actions.step import record_step
from qalqan.followup.actions.watch import report, send_to, take_off

__all__ = [
    "Together",
    "accept_all",
    "accept_as_same",
    "accept_together",
    "answer",
    "assess",
    "begin",
    "begin_dossier",
    "decide",
    "dismiss",
    "link",
    "may_tick_off",
    "pin",
    "put_in",
    "put_in_case",
    "raise_with",
    "record_step",
    "remind",
    "report",
    "say_not_repeated",
    "say_repeated",
    "send_to",
    "take_off",
    "take_out",
    "tick_off",
    "undo",
    "undo_together",
    "write",
]
