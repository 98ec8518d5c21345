"""A run's folder: who works in it, what in it is the run's, and rows that are believed only as they were written."""
