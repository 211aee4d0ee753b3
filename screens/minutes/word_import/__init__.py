"""Import of minutes corrected in Word, with a list of the differences."""
