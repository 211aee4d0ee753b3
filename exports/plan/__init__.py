"""Documents of the KM plan: plan, scope, announcement, progress, monitoring."""
