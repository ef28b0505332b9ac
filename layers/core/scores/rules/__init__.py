"""Rules and words of scores: plain functions over plain data."""
