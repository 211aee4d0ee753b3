"""What every check is made of: check, finding, text, register, patterns, messages."""
