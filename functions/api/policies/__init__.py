"""Policies: their versions, and what a candidate would do."""
