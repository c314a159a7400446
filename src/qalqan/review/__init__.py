"""The machine proposes, a person decides.

Takes candidates that extraction proposed; gives reviews: accepted, corrected, rejected or deferred, by whom and why. The
machine's reading and the person's stay apart for ever, and nothing enters the record without a review.
"""
