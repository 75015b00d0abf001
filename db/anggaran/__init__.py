"""Where pagu, SPD, RAK and claims are kept."""
