"""What staff do to a list of questions, and what answers add up to: pure."""
