"""Scores: asking for one or for many, what they say, and the messages nobody could score."""
