"""Bundles on real PostgreSQL: registered, in force, compared, promoted."""
