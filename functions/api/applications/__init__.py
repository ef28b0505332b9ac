"""Applications: list, drafts, submitting, and what else may be done with one."""
