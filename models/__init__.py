"""The records of a municipality and their rules; only this package uses Peewee."""
