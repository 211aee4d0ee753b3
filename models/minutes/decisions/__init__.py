"""Decisions on matters: the sentence, who withdraws, what is decided at once or put off."""
