"""Pictures of an idea: received, described, taken out, and read by whoever may see the idea."""
