"""The summary workbook: its columns, its rows, its sheets, the same as Parquet files."""
