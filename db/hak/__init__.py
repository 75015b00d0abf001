"""Who may touch what in a shared database: roles, row-level security, grants and the functions of privileged steps."""
