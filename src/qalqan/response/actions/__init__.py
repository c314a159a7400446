"""What somebody does about an alert, one file each: may she, change, seal, note it in the log, return."""

from qalqan.response.actions.act import act
from qalqan.response.actions.add_contact import add_contact
from qalqan.response.actions.change_contact import change_contact, contact_holds
from qalqan.response.actions.close import close
from qalqan.response.actions.grant import grant
from qalqan.response.actions.monitor import monitor
from qalqan.response.actions.receive import CONSENTS, Consent, receive
from qalqan.response.actions.set_clock import set_clock
from qalqan.response.actions.take import take
from qalqan.response.actions.tell_more import tell_more
from qalqan.response.actions.turn_into_case import turn_into_case
from qalqan.response.actions.verify import verify

__all__ = [
    "CONSENTS",
    "Consent",
    "act",
    "add_contact",
    "change_contact",
    "close",
    "contact_holds",
    "grant",
    "monitor",
    "receive",
    "set_clock",
    "take",
    "tell_more",
    "turn_into_case",
    "verify",
]
