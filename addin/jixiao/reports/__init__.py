"""What a check found, told to people: a module for each form of report."""
