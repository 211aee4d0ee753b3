"""Heads, bodies and closings that several documents share."""
