"""Rules on questionnaires and payment histories: plain functions over plain data."""
