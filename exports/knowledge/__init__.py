"""Documents of knowledge and training."""
