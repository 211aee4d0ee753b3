"""The example municipality; no other code names its people or places."""
