"""The few reusable widgets: Thai editor, input and label."""
