"""Pages that a browser shows: two versions side by side."""
