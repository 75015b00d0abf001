"""SPJ and LPJ on screen, and the closing of a month."""
