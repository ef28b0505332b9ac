"""What knows no noun: database, settings, errors, the bank's day, queues, tables' metadata."""
