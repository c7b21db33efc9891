"""Building what Office and LibreOffice install: the add-in, forms with buttons, the extension. All from text."""
