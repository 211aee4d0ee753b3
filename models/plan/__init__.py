"""The KM plan of a fiscal year, its lifecycle, its progress and monitoring."""
