"""Keeps what was captured as it came: bytes, digest, whence, when, by whom.

Takes a file or bytes; gives a Copy. Hashes before anything reads the content, keeps the bytes sealed under the
workspace key, and never alters them. Knows safety only; what the bytes say is for `texts`.
"""
