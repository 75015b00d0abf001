"""Pertanggungjawaban: SPJ administratif and fungsional, registers, and the blocks other programs read."""
