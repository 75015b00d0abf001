"""Pages of the government card: bills, their pairs, the test by PA/KPA, cards and limits."""
