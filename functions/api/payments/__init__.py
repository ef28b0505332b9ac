"""Payments of a month: fed, counted, signed, and what they changed for a manager's clients."""
