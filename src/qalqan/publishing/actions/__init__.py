"""What a publisher does: one file for each. Each asks whether she may, changes, notes who and why, and returns."""
