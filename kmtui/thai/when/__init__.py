"""What is said of days and hours: calendar words, relative days, times of day."""
