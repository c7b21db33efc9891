"""What came in: files, archives, whose they are, which return is the newest, who has not filed."""
