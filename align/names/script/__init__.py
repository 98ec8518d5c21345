"""Letters, kana and hanzi as names are written in them, folded for comparison."""
