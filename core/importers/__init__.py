"""Bytes in, drafts and complaints out: readers of files from SIPD, banks and card issuers. Nothing here writes."""
