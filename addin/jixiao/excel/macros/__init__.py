"""One function for each button: it works on the open workbook and returns the message."""
