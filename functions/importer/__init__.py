"""Files from the bucket: read, checked and applied."""
