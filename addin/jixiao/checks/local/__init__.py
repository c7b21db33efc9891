"""A bureau's own rules: rows of its settings that are held against forms."""
