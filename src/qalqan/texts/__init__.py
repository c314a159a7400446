"""From a copy to a Text: reading, language, sentences, passages, anchors, dates, words. Knows the vocabularies only.

Pure: no framework, no database, no network; works in a notebook and in a test in milliseconds.
"""
