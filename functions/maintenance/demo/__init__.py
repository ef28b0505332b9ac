"""Demo data: a synthetic population, or real applicants under invented names."""
