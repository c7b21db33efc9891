"""Building what Office and LibreOffice install, all from text."""
