"""Copies of self-evaluation forms with their scores, and an overview of all.

``score_places`` finds the cells, ``score_cells`` says what they get, ``copying`` writes the copy of a workbook, ``score_overview`` the
workbook over all forms, ``scored_files`` goes through the files.
"""
