"""Settings, members, snippets."""
