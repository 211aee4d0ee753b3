"""Words for days and hours: calendar words, relative days, times of day."""
