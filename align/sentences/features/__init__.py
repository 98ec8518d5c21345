"""What speaks for a bead: vectors, word translation, lengths, surface marks."""
