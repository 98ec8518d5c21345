"""Names, places, offices, speakers, and who did what."""
