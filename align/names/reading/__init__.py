"""How a written name is said: readings of Japanese, Chinese, Korean and foreign names."""
