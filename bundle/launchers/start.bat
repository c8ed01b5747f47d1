@echo off
rem A folder of the network has no letter: cd does not go there, pushd does.
pushd "%~dp0"
call :run
popd
pause
exit /b

:run
if exist "python\python.exe" (
  "python\python.exe" start.py JOB
  exit /b
)
py -3.11 -c "" >nul 2>nul && (
  py -3.11 start.py JOB
  exit /b
)
rem Where there is none, Windows has a python.exe that only tells of its shop.
python -c "" >nul 2>nul && (
  python start.py JOB
  exit /b
)
start "" notepad.exe no-python.txt
exit /b 2
