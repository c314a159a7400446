"""Who may see and do what, kept keys, sealed fields, and the log that nobody can rewrite unnoticed.

Takes nothing from the flow: every later package asks `access.may`, writes through `audit.log` and builds its entries on
`entries.Levelled`. Knows the vocabularies and the errors only.
"""
