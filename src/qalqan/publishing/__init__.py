"""An edition: the public record as files that anyone can carry, read and check.

Takes the record through the columns declared public; gives a folder with pages, feeds, a search index, one SQLite file,
a manifest and its signature. Knows every package of the flow above it but not the desk and not `response`: what they
hold cannot reach an edition because nothing here can read it. `verify`, `manifest` and `signing` need no database and
no settings, so that a partner who holds only a copy and a public key can check it.
"""
