"""Clients: list, card, edits, credits."""
