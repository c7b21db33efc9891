"""A function for each button: works on the open workbook, returns the message."""
