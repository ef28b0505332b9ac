"""States of an application, and what it needs to be submitted: plain functions over plain data."""
