"""What an applicant is told of a decision, why, and what comes of an objection."""
