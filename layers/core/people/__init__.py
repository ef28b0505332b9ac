"""Users, managers, sessions: who there is and who is here."""
