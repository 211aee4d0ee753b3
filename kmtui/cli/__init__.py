"""The sub-commands of the command line, whose functions return the exit status; no Textual."""
