"""Typed text that is not stored yet: the writer thread, drafts, rescue files, sessions."""
