"""Rekanan on screen: the list of who is paid, and the form of one card."""
