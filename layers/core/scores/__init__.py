"""Scores: asking for one, recording it, sweeping up, and what it says."""
