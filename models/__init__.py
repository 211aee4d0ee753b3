"""The records of a municipality and the rules on them. Peewee lives here only."""
