"""What a reviewer does, one file an action: may she, then the review row and the log entry in one transaction."""

from qalqan.review.actions.accept import accept
from qalqan.review.actions.correct import correct
from qalqan.review.actions.defer import defer
from qalqan.review.actions.reject import reject
from qalqan.review.actions.take_back import take_back

__all__ = ["accept", "correct", "defer", "reject", "take_back"]
