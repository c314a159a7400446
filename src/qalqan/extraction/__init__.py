"""Proposes what a text says: demands and their clauses, acts, steps, provisions, standards, situations.

Takes a Text; gives candidates, each with its anchor, hedge and origin, in the form `qalqan-extract/1`. Knows texts and
vocabularies only: no database, no framework, no network. What it proposes waits for a person.
"""
