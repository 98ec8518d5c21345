"""The two articles as checks see them: sides, beads, compared quantities, quotations, profile."""
