from qalqan.record.models.actors import Actor, ActorName
from qalqan.record.models.cases import Act, Case, Involvement, Situation
from qalqan.record.models.divisions import Division
from qalqan.record.models.duties import Duty, DutyDone
from qalqan.record.models.entries import Entry, Evidence, Revision
from qalqan.record.models.funders import Funder
from qalqan.record.models.instruments import Instrument, Provision, Standard
from qalqan.record.models.interventions import Intervention
from qalqan.record.models.measurements import Measurement
from qalqan.record.models.relations import Relation
from qalqan.record.models.thresholds import Threshold
from qalqan.record.models.treaties import TreatyAction

__all__ = [
    "Act",
    "Actor",
    "ActorName",
    "Case",
    "Duty",
    "DutyDone",
    "Division",
    "Entry",
    "Evidence",
    "Funder",
    "Instrument",
    "Intervention",
    "Involvement",
    "Measurement",
    "Provision",
    "Relation",
    "Revision",
    "Situation",
    "Standard",
    "Threshold",
    "TreatyAction",
]
