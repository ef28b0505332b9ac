"""Figures that training and monitoring share: NumPy only, so that a function can compute them."""
