"""Rules of the journal: plain functions over plain data."""
