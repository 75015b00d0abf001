"""The only door from a click to core, and the only place that knows threads."""
