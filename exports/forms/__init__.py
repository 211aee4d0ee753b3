"""Heads, bodies and ends that several documents share."""
