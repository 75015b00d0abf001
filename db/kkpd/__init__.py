"""Where cards, bills, pairs, tests and DPT are kept."""
