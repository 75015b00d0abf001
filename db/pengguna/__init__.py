"""Keeps people and the hashes of their passwords."""
