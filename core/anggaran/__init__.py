"""Pagu: DPA and its revisions, anggaran kas (RAK), SPD, and the claims (pemakaian) on them."""
