"""Who, what, where, when, by which words: actors, instruments, cases, acts, provisions, standards, situations.

Takes accepted reviews; gives entries, each with the passages it rests on. Two sources that disagree stand side by side.
"""
