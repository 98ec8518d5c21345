"""Where names stand in English, Japanese and Chinese text."""
