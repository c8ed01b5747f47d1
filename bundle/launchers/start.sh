#!/bin/sh
# Run on a double click ("run in a terminal"), or: sh NAME.sh
cd "$(dirname "$0")" || exit 2
for python in python/bin/python3 python3.11 python3; do
  if command -v "$python" >/dev/null 2>&1; then break; fi
done
"$python" start.py JOB "$@"
status=$?
if [ -t 0 ]; then
  printf '按回车键关闭。'
  read -r _
fi
exit $status
