"""What the first screen and `kmtui list` show; how an office begins."""
