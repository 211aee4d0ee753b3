"""Parse days and times as people type them: names of months and eras, relative days, hours."""
