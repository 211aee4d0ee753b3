"""What divisions know, who knows it, who was trained in it."""
