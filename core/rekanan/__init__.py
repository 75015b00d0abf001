"""Pihak ketiga: who is paid, with tax number and bank account."""
