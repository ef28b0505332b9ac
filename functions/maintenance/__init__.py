"""The maintenance function: migrate, seed and sweep, invoked by deploys and by a schedule."""
