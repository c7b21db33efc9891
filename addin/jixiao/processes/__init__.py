"""Reading many files side by side: processes with bounds, and what becomes of a file that ends one."""
