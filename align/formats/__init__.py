"""Bilingual files: beads as lines, tables, TMX and XLIFF, written and read."""
