"""The policy and its version: plain functions over plain data."""
