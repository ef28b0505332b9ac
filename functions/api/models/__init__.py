"""Bundles of models: which there are, how they compare, and who puts which in force."""
