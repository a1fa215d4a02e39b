"""From the model to words for people."""
