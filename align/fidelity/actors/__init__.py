"""Who appears in a sentence, who speaks, and who does what to whom."""
