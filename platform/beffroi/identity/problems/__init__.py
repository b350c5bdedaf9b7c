"""What can go wrong with people and rights, a module for each matter."""
