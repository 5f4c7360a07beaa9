"""How long anybody waits for a database connection before hearing that it is busy."""

PATIENCE_SECONDS = 2.0
