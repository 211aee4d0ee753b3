"""The destinations of screens as frozen values; imports no screen."""
