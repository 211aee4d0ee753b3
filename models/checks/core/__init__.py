"""The core types of the checks: check, finding, text, register, patterns, messages."""
