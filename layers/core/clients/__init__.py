"""Clients, their questionnaire, their credits and payments by month."""
