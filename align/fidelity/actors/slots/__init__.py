"""The slots that verbs give to the phrases around them, in three languages, and phrases that changed slots."""
