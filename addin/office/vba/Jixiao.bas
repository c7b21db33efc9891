Attribute VB_Name = "Jixiao"
Option Explicit
' The constant and the texts are filled in when the file is built. A form works with every version, so it names none.
Private Const Built As String = "@VERSION@"

' One callback for the whole ribbon: the tag of a button is the name of its Python macro.
Public Sub OnAction(control As IRibbonControl)
    Press control.Tag
End Sub

Public Sub Press(ByVal Tag As String)
    If ActiveWorkbook Is Nothing Then
        MsgBox Chinese("@NO_WORKBOOK@"), vbExclamation
        Exit Sub
    End If
    On Error GoTo NotStarted
    RunPython "from jixiao.excel.dispatch import press_in_excel; press_in_excel('" & Replace(Tag, "'", "") & "', '" & Built & "')"
    Exit Sub
NotStarted:
    Failed Err.Description
End Sub

' Called when Python did not run to its end, with what it said.
Public Sub Failed(ByVal Said As String)
    MsgBox Message(Said), vbExclamation
End Sub

' What Jixiao itself has to say begins with its name; a warning of Python may stand before it.
Public Function Message(ByVal Said As String) As String
    Message = Chinese("@NO_PYTHON@") & vbLf & vbLf & Right(Said, 500)
    If InStr(Said, "Jixiao:") > 0 Then Message = Mid(Said, InStr(Said, "Jixiao:") + 7)
End Function

' A text from the codes of its characters: the source of a module has no Unicode.
Public Function Chinese(ByVal Codes As String) As String
    Dim Code As Variant
    For Each Code In Split(Codes, " ")
        Chinese = Chinese & ChrW("&H" & Code)
    Next
End Function

' Buttons on a sheet need a procedure without arguments.
Public Sub JixiaoCheck()
    Press "check"
End Sub

Public Sub JixiaoTotals()
    Press "totals"
End Sub

Public Sub JixiaoScore()
    Press "score"
End Sub

Public Sub JixiaoRepair()
    Press "repair"
End Sub

Public Sub JixiaoClear()
    Press "clear"
End Sub
