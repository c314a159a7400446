from qalqan.record.models.actors import Actor, ActorName
from qalqan.record.models.cases import Act, Case, Involvement, Situation
from qalqan.record.models.entries import Entry, Evidence, Revision
from qalqan.record.models.instruments import Instrument, Provision, Standard
from qalqan.record.models.relations import Relation

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
    "Relation",
    "Revision",
    "Situation",
    "Standard",
]
