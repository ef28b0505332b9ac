"""Data of another lender: read by a mapping, inspected, and the models validated on them."""
