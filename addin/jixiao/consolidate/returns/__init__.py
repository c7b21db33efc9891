"""What came in: files, archives, whose they are, the newest, the missing."""
