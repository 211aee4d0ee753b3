"""The pictures of the handbook, taken from the running program (`make guide`)."""
