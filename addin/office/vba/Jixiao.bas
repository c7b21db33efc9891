Attribute VB_Name = "Jixiao"
Option Explicit
' One callback for the whole ribbon: the tag of a button is the name of its Python macro.
Public Sub OnAction(control As IRibbonControl)
    Press control.Tag
End Sub

Public Sub Press(ByVal Tag As String)
    RunPython "from jixiao.excel.dispatch import press; press('" & Replace(Tag, "'", "") & "')"
End Sub

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
