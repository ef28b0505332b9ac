"""From facts to work: plain functions over plain data."""
