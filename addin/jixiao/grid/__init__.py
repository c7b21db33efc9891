"""The ground floor: a workbook as sparse cells, whatever it came from."""
