"""What is said under a figure: the words of its author, and the facts of the frame and of what was drawn."""
