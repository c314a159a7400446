"""A Django database backend: PostgreSQL that answers only while the workspace is open."""
