"""Many files → tables → one summary workbook."""
