"""The history, the bin, the orphaned drafts."""
