"""A lender's own files: sent, mapped, confirmed, followed and undone."""
