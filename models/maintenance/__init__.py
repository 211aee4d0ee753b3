"""Maintenance of the data file: restore, verification, seals, archives, shared folder."""
