@echo off
cd /d "%~dp0"
set START=start.py JOB
call :run
pause
exit /b

:run
if exist "python\python.exe" (
  "python\python.exe" %START%
  exit /b
)
where py >nul 2>nul && (
  py -3.11 %START%
  exit /b
)
python %START%
exit /b
