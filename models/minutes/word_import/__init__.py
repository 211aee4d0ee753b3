"""Import of minutes corrected in Word: comparison of the file with the stored minutes."""
