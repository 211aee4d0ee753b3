"""The sub-commands of the command line; no Textual, no screens."""
