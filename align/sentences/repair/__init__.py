"""What is put right after the search: moved sentences, split beads, doubtful ones."""
