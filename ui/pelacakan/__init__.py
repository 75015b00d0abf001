"""Pages of the verifier's desk: what is scanned, where it stands, what is decided."""
