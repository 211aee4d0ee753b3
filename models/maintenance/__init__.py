"""Restore, verification, seals, archives, the shared folder."""
