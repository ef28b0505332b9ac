"""Bundles of models: which there are, which is in force, and who put it there."""
