"""Measuring: every figure that `align evaluate` prints, with its interval and signature, and what is planted for it."""
