"""Pure rules of identity, a module for each matter."""
