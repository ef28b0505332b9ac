"""From data to a model bundle: load, build features, evaluate honestly, calibrate, write."""
