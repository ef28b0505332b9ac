"""Logging in, accounts, managers and their dismissal."""
