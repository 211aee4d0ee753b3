"""Where a screen can lead, as frozen values; imports no screen."""
