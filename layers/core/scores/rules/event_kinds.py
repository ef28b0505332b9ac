"""What tells the events of the scorer that come from the api from a batch of the queue's."""

TRIAL = "trial"
SIMULATION = "simulation"
