"""The desk for programs: the same record, the same rules and the same log, asked over HTTP with a token.

`tokens` gives and ends them, `door` lets a request in, `routes` answers it. Everything passes `may` and `visible` with
the account of the token narrowed to its circle and roles; what is sealed is never told.
"""
