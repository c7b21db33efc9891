"""Results of single files by the hash of their content: read once."""
