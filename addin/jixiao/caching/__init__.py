"""What did not change is not read again: results of single files by the hash of their content."""
