"""A bureau's settings: the workbook an officer fills in, read into a profile, a roster, deadlines and contacts."""
