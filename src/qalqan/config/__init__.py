"""Settings of the desk, and the door that opens a workspace: keys first, then Django."""
