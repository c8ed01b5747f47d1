"""What a shell puts in for a word half typed: commands, their options, the months of input/. For bash and zsh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

OPTION = "--completion"
_SCRIPT = r"""# 命令行补全，bash 和 zsh 都能用。长期用的，写进 ~/.bashrc 或 ~/.zshrc：
#   eval "$(zwgk --completion)"        或        eval "$(python 程序文件夹/generate.py --completion)"
if [ -n "$ZSH_VERSION" ]; then autoload -U +X compinit bashcompinit && compinit -u && bashcompinit; fi
_zwgk() {
  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" place=1 command="" home=. options=""
  COMPREPLY=()
  case "${COMP_WORDS[0]}" in
    *generate.py) home="$(dirname "${COMP_WORDS[0]}")" ;;
    *zwgk) ;;
    *) case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in
         "-m reporter") place=3 ;;
         *generate.py\ *) home="$(dirname "${COMP_WORDS[1]}")"; place=2 ;;
         *) return ;;
       esac ;;
  esac
  [ "$COMP_CWORD" -ge "$place" ] || return
  while [ "$place" -lt "$COMP_CWORD" ]; do
    case "${COMP_WORDS[place]}" in
      --home) place=$((place + 1)); home="${COMP_WORDS[place]}" ;;
      -*) ;;
      *) [ -n "$command" ] || command="${COMP_WORDS[place]}" ;;
    esac
    place=$((place + 1))
  done
  case "$before" in
    --home) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --period) COMPREPLY=($(compgen -W "$(cd "$home/input" 2>/dev/null && ls -d 20??-??)" -- "$word")); return ;;
    @VALUES@) return ;;
  esac
  case "$command" in
    "") options="@COMMANDS@ --home" ;;
@OPTIONS@
  esac
  case "$word" in
    -*) ;;
    *) [ -z "$command" ] || return ;;
  esac
  COMPREPLY=($(compgen -W "$options" -- "$word"))
}
complete -o default -F _zwgk zwgk generate.py python python3
"""


def completion(options: Mapping[str, Iterable[str]], valued: Iterable[str]) -> str:
    """The script. options: those of each command; valued: those after which something of its own is written."""
    lines = (f'    {name}) options="{" ".join(own)}" ;;' for name, own in options.items())
    others = sorted({*valued} - {"--home", "--period"})
    script = _SCRIPT.replace("@COMMANDS@", " ".join(options)).replace("@VALUES@", "|".join(others))
    return script.replace("@OPTIONS@", "\n".join(lines))
