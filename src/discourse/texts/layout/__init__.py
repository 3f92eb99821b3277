"""What the lines of an article are: the tables of rules, and what applies them."""
