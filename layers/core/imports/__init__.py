"""Files of a lender's own: who sent them, how far they are, and what they changed."""
