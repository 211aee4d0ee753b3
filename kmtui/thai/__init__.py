"""The Thai language itself: digits, dates, cleaning, words, order, keyboard and names."""
