"""Reasons and texts of notices: plain functions over plain data."""
