"""Words that the checks look up: terms, opposites, signs of negation."""
