"""Names that are known: the shipped lists and a house's glossary."""
