"""The content of the first screen and of `kmtui list`, and the creation of an office."""
