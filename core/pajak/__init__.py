"""Potongan: dated tax rules and the calculation of what a treasurer withholds. Knows no book and no database."""
