"""Reading many files side by side: processes with bounds."""
