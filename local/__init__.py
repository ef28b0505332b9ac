"""The local stack: emulator, PostgreSQL, deploy, seed and site, with one command and no Docker."""
