"""What a check found, told to people: terminal, JSON, page, list, marked copies, return notices. One module each."""
