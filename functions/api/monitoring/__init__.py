"""The portfolio and its monitoring over HTTP."""
