"""Inside a spreadsheet program: buttons that do on the open workbook what the command line does on files.

xlwings is imported only when a button is pressed: the package must load where it is not installed.
"""
