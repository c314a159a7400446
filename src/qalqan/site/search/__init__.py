"""Searching an edition: the query language, every filter and every count, all of it standing in the address.

index      what is written into edition.db so that answers are quick
asked      the address of a question
matching   the question as a set of publications
ranking    the best of them, or the newest, or by country
excerpts   the passages that answer, with the found words marked
answers    all of it in the reader's words: what was understood, what can be narrowed, what was perhaps meant
"""

from qalqan.site.search.answers import Answer, answer
from qalqan.site.search.asked import Asked, parameters_left_out
from qalqan.site.search.catalogue import Catalogue

__all__ = ["Answer", "Asked", "Catalogue", "answer", "parameters_left_out"]
