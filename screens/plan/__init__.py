"""The KM plan, its check, comparison, progress and monitoring."""
