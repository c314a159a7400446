"""Qalqan: human-rights publications as a record that can be searched, cited, followed up and defended."""

__version__ = "0.1.0"
