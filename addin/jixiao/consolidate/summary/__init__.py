"""The summary workbook: its columns, rows, sheets, and its Parquet files."""
