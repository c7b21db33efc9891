Attribute VB_Name = "xlwings"
' Takes the place of xlwings.bas, which LibreOffice cannot compile: starts Python and does not wait for it.
Public Function RunPython(PythonCommand As String)
    Shell Environ("JIXIAO_PYTHON"), 0, "-m engines.pressed """ & PythonCommand & """", False
End Function
