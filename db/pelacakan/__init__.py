"""Keeps berkas, where they have been, and the hashes of their receipts."""
