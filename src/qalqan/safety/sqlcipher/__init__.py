"""A Django database backend: SQLite whose file is encrypted as a whole by SQLCipher."""
