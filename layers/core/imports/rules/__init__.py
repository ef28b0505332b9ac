"""The rules of imports: kinds, states, and what may follow what."""
