"""Where it is kept: SQLite or PostgreSQL, behind the protocols that core declares."""
