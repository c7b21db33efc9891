"""The officer's hand in a summary: what she typed survives the next merge."""

# ``keep_edits`` reads the summary that stands (``typed.py``), and enters what is hers into the new one
# (``entering.py``, ``added_sheets.py``). Rows are matched by what they are about (department, project, indicator),
# never by their number.
