"""Screens of rows: lists that filter, refresh or go by year."""
