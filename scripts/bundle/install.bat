@echo off
chcp 65001 >nul
setlocal
rem 安装 Jixiao：不用联网，不要管理员权限，只写 %LOCALAPPDATA%\Jixiao。
set "HERE=%~dp0"
set "HOME_DIR=%LOCALAPPDATA%\Jixiao"
set "PY="
py -{python} -c "" >nul 2>&1 && set "PY=py -{python}"
if not defined PY (
  for /f "delims=" %%v in ('python -c "import sys; print('%%d.%%d' %% sys.version_info[:2])" 2^>nul') do if "%%v"=="{python}" set "PY=python"
)
if not defined PY (
  echo 没有找到 Python {python}。
  echo 请先安装 Python {python}（64 位），安装时勾选“Add python.exe to PATH”，再双击本文件。
  pause
  exit /b 1
)
echo 正在安装到 %HOME_DIR% …
if exist "%HOME_DIR%\venv" rmdir /s /q "%HOME_DIR%\venv"
%PY% -m venv "%HOME_DIR%\venv" || goto failed
"%HOME_DIR%\venv\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%HERE%wheels" "jixiao[data,excel]" || goto failed
> "%HOME_DIR%\jixiao.bat" echo @"%HOME_DIR%\venv\Scripts\jixiao.exe" %%*
"%HOME_DIR%\venv\Scripts\jixiao.exe" --version || goto failed
echo 已安装：%HOME_DIR%
echo 命令：%HOME_DIR%\jixiao.bat
"%HOME_DIR%\venv\Scripts\jixiao.exe" addin install
if errorlevel 1 (
  echo Excel 的按钮没有装上（上面写了原因），不影响命令；关闭 Excel 后可以再运行：
  echo   "%HOME_DIR%\jixiao.bat" addin install
) else (
  echo Excel 的按钮已装好；重新打开 Excel，会出现“绩效目标”选项卡。
)
pause
exit /b 0
:failed
echo 安装没有完成，原因见上面几行。请把它们拍照发给管理员。
pause
exit /b 1
