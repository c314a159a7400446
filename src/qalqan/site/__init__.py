"""The public program: pages, feeds, search and drawings over one edition, and nothing else.

Takes the rows of `rows` (from publishing, or read back from an edition.db); gives finished files and, when served,
answers to searches. Knows the words of the field and how to read words; holds no key and has no path to the data of
the desk.
"""
