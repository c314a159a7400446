"""What a demand is about and how much it asks, by weights learned from recommendations that UPR Info coded.

Takes the words of a demand and their language; gives themes, category and how sure to be of each. `training/upr_issues.py`
learns the weights. Knows the rules for categories, texts and vocabularies only.
"""

from qalqan.extraction.themes.reading import LEAST, LEAST_ALONE, Asked, Reading, categories_of, read_demand, themes_of

__all__ = ["LEAST", "LEAST_ALONE", "Asked", "Reading", "categories_of", "read_demand", "themes_of"]
