"""What is due, as pure functions: values of the rooms in, rows out. Nothing here asks a database or a clock."""
