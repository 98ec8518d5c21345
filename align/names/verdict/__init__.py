"""Whether an English spelling is a name's: fits, verdicts, reasons."""
