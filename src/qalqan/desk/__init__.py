"""The staff program: what waits, what is due, reading, deciding, following up, helping.

Takes requests of people who have signed in; gives pages that work without JavaScript. Views are thin: what a person
does is an action of the package it belongs to. A route without a policy does not start (`policy.py`), and what is
refused looks exactly like what does not exist.
"""
