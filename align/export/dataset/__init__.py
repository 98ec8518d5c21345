"""The dataset folder that `datasets.load_dataset` opens: rows, splits, statistics, card, plots, upload."""
