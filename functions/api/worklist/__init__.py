"""What a manager has to do today."""
