"""Templates: from a form's definition to a workbook that needs no macro.

``sheet_plan`` plans where everything stands, ``sheet`` writes one form, ``forms_workbook`` a file of several; ``entryrules`` (data
validation), ``selfcheck`` (what is left to do) and ``dropdowns`` (drop-downs) all read the same definition that reading uses.
"""

DEPARTMENT_BOOK = "department-book"
"""In place of a form: the workbook of a department, with a cover, a summary, its own form and its projects."""
