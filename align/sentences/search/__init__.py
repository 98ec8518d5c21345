"""The search over all alignments of two texts: candidates, chunks, posteriors."""
