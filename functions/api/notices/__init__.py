"""Notices of decisions, and objections to them."""
