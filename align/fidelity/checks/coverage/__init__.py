"""What was left out, added or left in the source's language."""
