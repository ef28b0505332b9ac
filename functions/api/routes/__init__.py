"""The routes: each reads as who may call it, what it needs and what it answers."""
