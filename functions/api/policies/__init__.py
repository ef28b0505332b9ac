"""Versions of the policy, drafted by one person and approved by another; and what they would do."""
