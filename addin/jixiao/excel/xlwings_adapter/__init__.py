"""The program of ``jixiao.excel.program`` on Excel and WPS, through xlwings."""
