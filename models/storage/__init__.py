"""The data file: connection, locks, journal mode, migrations, backup copies."""
