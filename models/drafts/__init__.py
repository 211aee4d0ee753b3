"""What is being typed: the writer thread, drafts, rescue files, sessions."""
