"""Checks before printing: everything is read once more, and what looks wrong is told.

`catalogue` lists every check; `finding` says what a check tells; each other file holds one family
of checks as small functions over plain values.
"""
