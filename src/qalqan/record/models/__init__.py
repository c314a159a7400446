from qalqan.record.models.actors import Actor, ActorName, SameAs
from qalqan.record.models.cases import Act, Case, Involvement, Situation
from qalqan.record.models.entries import Entry, Evidence, Revision
from qalqan.record.models.instruments import Instrument, Provision, Standard

__all__ = [
    "Act",
    "Actor",
    "ActorName",
    "Case",
    "Entry",
    "Evidence",
    "Instrument",
    "Involvement",
    "Provision",
    "Revision",
    "SameAs",
    "Situation",
    "Standard",
]
