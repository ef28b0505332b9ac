"""What is watched: the portfolio month by month, and what became of its scores."""
