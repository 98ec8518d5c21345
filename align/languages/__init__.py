"""What is particular to a language: its traits, and its word lists, one folder a language."""
