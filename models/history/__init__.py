"""The history of changes, and the way back: bin, orphaned drafts."""
