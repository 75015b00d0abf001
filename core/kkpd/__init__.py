"""Kartu kredit pemerintah daerah (KKPD/KKI): cards, limits, bills, matching, tests by PA/KPA."""
