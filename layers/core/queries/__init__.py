"""Every SQL statement of the service: one module a table, one function a statement."""
