@echo off
chcp 65001 >nul
setlocal
rem 卸载 Jixiao：去掉按钮、程序文件夹和缓存。填报的表格和结果不动。
set "HOME_DIR=%LOCALAPPDATA%\Jixiao"
if exist "%HOME_DIR%\venv\Scripts\jixiao.exe" "%HOME_DIR%\venv\Scripts\jixiao.exe" addin uninstall
if exist "%HOME_DIR%\venv" rmdir /s /q "%HOME_DIR%\venv"
if exist "%HOME_DIR%\Cache" rmdir /s /q "%HOME_DIR%\Cache"
if exist "%HOME_DIR%\jixiao.bat" del "%HOME_DIR%\jixiao.bat"
echo 已卸载：%HOME_DIR%
pause
