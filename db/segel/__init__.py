"""Keeps the keys of offices, the seals of submissions and the files that were taken in."""
