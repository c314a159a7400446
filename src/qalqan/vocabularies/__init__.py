"""The words of the field, as data. Takes nothing; gives schemes of terms with codes and labels. Knows errors only.

One YAML file is one scheme. A code never changes its meaning: a term may be added or mapped, never renamed.

    >>> from qalqan.vocabularies import label, stage
    >>> label("hedges", "alleged", "ru")
    'утверждается'
    >>> stage("bill", "signed").has("adopted")
    True
"""

from __future__ import annotations

from qalqan.vocabularies.stages import process, stage, stages_of
from qalqan.vocabularies.terms import LANGUAGES, Scheme, Term, label, scheme, scheme_names, term

__all__ = [
    "LANGUAGES",
    "Scheme",
    "Term",
    "label",
    "process",
    "scheme",
    "scheme_names",
    "stage",
    "stages_of",
    "term",
]
