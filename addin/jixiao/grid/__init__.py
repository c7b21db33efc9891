"""The ground floor: a workbook as sparse cells, whatever file or program it came from."""
