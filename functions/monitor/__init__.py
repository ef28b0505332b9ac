"""The monitor: what became of the portfolio and of its scores, once a month."""
