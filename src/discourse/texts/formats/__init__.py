"""What a file holds: its encoding, its format, its text and the marks of its layout."""
