"""The self-assessment and the survey on paper."""
