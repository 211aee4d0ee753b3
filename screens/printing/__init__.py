"""From a record to paper."""
