"""Buku: transaksi and mutasi, BKU and its sub-books, panjar, UP, tax deposits, LPJ, cash count, closing a month."""
