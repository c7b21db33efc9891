"""Inside a spreadsheet program: buttons that do what the command line does."""

# xlwings is imported only when a button is pressed: the package must load where it is not installed.
