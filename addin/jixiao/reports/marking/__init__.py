"""Marks on a copy of an .xlsx package; everything else stays as it was."""

# Libraries that load and save a workbook drop what they do not know: x14 validations, pictures in cells, threaded
# comments, macros' buttons. So the parts of the package are edited where they lie: a parser tells the offsets, and
# only the bytes at these offsets change. The standard library's expat does that; lxml builds trees and cannot say
# where in the bytes an element stands.
