"""Versions of the policy: drafted by one person, approved by another."""
