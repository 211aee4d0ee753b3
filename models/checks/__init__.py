"""Checks of texts and records before printing, in the manner of a linter.

`catalogue` lists every check and `core` has their types; each other module holds one family of
checks, as small functions over plain values. Numbers such as (I17) refer to the mistakes of the
reference document that a check would have found.
"""
