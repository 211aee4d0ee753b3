"""The history of changes, and recovery: bin, orphaned drafts."""
