"""Keeps the cards of rekanan."""
