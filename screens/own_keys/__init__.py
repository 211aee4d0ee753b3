"""Own keys: the user's key bindings in place of those of the command table."""
