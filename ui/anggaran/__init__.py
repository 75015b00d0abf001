"""Pagu on screen: importing the DPA, SPD and RAK."""
