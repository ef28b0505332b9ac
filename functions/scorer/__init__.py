"""The scorer function: takes scoring messages, records probabilities of default."""
