"""The self-assessment and the survey of a fiscal year."""
