"""Measurements of the running stack; each figure is one JSON line that says what bounds it."""
