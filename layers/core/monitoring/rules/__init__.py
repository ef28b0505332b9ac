"""Rules of monitoring: plain functions over plain data."""
