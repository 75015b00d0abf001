"""Keeps the office, its officials, decrees, accounts, settings and holidays."""
