"""Marks, house style, repetition and the extent of quotations."""
