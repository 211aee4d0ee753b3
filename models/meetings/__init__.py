"""A meeting that is called: notice, roll, chair, adoption, presence."""
