"""Putting the add-in where Excel and LibreOffice find it, and taking it away again."""
