"""Rules on people: plain functions and words over plain data."""
