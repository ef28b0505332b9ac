"""Requests and responses as the HTTP contract has them."""
