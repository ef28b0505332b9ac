"""Who did what to whom; rows are only ever added."""
