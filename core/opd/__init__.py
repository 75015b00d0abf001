"""Kantor kita: the OPD, its officials, its UP decree, its bank accounts, its settings and holidays."""
