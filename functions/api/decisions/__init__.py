"""The policy in force, for who has to know it."""
