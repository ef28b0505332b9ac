"""Rules about bundles: plain functions over plain data."""
