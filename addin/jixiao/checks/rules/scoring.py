"""SCR: filled in with the language of scoring standards."""
