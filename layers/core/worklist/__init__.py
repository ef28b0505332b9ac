"""What a manager has to do today: whom to call, what to look at, and what was done about it."""
