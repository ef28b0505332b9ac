"""The rules of exports: kinds, formats and states."""
