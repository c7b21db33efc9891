"""Two seasons compared: what was added, dropped and changed."""
