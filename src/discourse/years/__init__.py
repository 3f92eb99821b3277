"""Many texts over time."""
