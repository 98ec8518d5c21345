"""Words that turn the sense: negation, opposites, terms."""
