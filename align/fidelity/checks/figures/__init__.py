"""Numbers, money and dates, by value."""
