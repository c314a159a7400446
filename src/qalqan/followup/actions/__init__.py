"""What is done in following up, one file an action."""

from qalqan.followup.actions.accept_all import accept_all
from qalqan.followup.actions.assess import assess
from qalqan.followup.actions.decide import decide
from qalqan.followup.actions.step import record_step

__all__ = ["accept_all", "assess", "decide", "record_step"]
