"""Rules about bundles, and what comparisons come to."""
