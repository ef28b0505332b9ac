"""Applications for a credit: drafts, whom they are of, and their way to a score."""
