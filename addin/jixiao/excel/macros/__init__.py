"""One function for each button: from the open workbook to what the user is told."""
