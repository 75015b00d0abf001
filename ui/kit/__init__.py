"""Widgets that more than one room uses. Knows values of core, never a room, a query or a database."""
