"""Putting the add-in where Excel and LibreOffice find it, and away again."""
