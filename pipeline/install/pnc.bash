# Completion of pnc's command line in bash: commands and options as the program's own help names them.
_pnc() {
    local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}
    if [ "$COMP_CWORD" = 1 ]; then
        COMPREPLY=($(compgen -W "$(pnc --help 2>/dev/null | sed -n 's/^  pnc \([a-z]*\) .*/\1/p') --help --version" -- "$word"))
    elif [ "${word#-}" != "$word" ]; then
        COMPREPLY=($(compgen -W "$(pnc "$command" --help 2>/dev/null | grep -o -e '--[a-z-]*' | sort -u)" -- "$word"))
    else
        compopt -o filenames 2>/dev/null
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}
complete -F _pnc pnc
