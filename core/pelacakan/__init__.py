"""Pelacakan: where a berkas is, who has it, how long it has been there. Knows nothing of what is inside."""
