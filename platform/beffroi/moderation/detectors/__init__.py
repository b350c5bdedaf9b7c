"""What a machine notices in a text, for a person to decide; pure functions, no storage."""
