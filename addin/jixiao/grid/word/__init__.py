"""Word documents as grids: each table a sheet, with the paragraphs around it."""
