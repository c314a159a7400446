"""The catalogue: Work, Text, Copy; found by words and country; cited.

Takes a Copy and what was read from it; gives a Work with its Text and passages, an index over them, and citations.
Knows sources and texts. What a text *says* is not its subject: that is proposed by extraction and decided in review.
"""
