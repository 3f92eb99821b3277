"""Two versions side by side: which sentences became which, what happened to each item of each list."""
