"""Asking for texts by their words: one query language and one reading of it, for every index of ours.

    query     what a person typed -> a small tree, and notes on what was mended
    asked     a word, phrase or beginning of it -> what an index is asked for, whatever the language and script
    wanted    the form of that question, which each engine compiles for itself
    stored    what an index stores of a text: the keys of its words, the names in it
    marks     where a passage answers, and the lines around it: the definition of a hit
    telling   the tree as a sentence in the reader's language

Knows no database and no framework: the desk, the public site and the copies that work offline share it.
"""
