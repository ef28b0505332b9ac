"""Scores asked for by people and portfolios while the stack is hurt: nothing is lost or doubled."""
