"""What follows from a score: the policy."""
