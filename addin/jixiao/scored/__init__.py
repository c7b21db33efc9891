"""Self-evaluation forms with their scores filled in, as copies of the workbooks, and an overview of all of them.

``places`` finds the cells, ``filling`` says what they get, ``copying`` writes the copy of a workbook, ``overview`` the
workbook over all forms, ``files`` goes through the files.
"""
