"""Siapa yang boleh: people of the office, their roles, and signing in."""
