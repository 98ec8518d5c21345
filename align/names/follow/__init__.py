"""Every name followed from source to reprint: the ledger and its tables."""
