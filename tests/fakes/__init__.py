"""Stand-ins that tests of every floor share."""
