"""What can be decided for all inputs, because no rule knows a negation."""
