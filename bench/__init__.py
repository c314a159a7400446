"""Measured comparisons: each row is a ratio to a named peer or limit measured in the same run. `make bench` writes the table."""
