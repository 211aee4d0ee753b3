"""The self-assessment, the survey and their summaries."""
