"""Checks of texts and records before printing, in the manner of a linter.

`catalogue` lists every check and `core` has their types; each other module holds one family of
checks, as small functions over plain values.
"""
