"""Word documents as grids: each table a sheet, with the paragraphs around it as its lines above and below."""
