"""What every plot stands on: theme, labels, sizes of text, the page, legends, captions."""
