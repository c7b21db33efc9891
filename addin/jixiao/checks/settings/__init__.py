"""A bureau's settings: its workbook as profile, roster, deadlines, contacts."""
