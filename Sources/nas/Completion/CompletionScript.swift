/// What a shell reads once, so that TAB completes `nas`, also as `./nas`.
enum CompletionScript: String, CaseIterable {
  case bash, zsh, fish

  /// Each asks the program that is called and shows what it answers (`CompletionLine`).
  var text: String {
    switch self {
    case .bash: Self.bashText
    case .zsh: Self.zshText
    case .fish: Self.fishText
    }
  }

  /// bash breaks words at `=` and `:` too and replaces the last part alone, which is `$2`.
  private static let bashText = #"""
    # Completion of nas for bash: source <(nas --generate-completion-script bash)
    _nas() {
      local line=${COMP_LINE:0:COMP_POINT} spaces text index words=()
      for ((index = 0; index <= COMP_CWORD; index++)); do
        spaces=${line%%[![:space:]]*}
        line=${line:${#spaces}}
        text=${COMP_WORDS[index]}
        if ((index == COMP_CWORD)); then text=$line; fi
        line=${line:${#text}}
        if [[ $index -eq 0 || -n $spaces ]]; then
          words+=("$text")
        else
          words[${#words[@]} - 1]+=$text
        fi
      done
      # Without quotes, as the program would see it.
      local kept=${words[${#words[@]} - 1]%"$2"}
      words=("${words[@]//[\"\'\\]/}")
      kept=${kept//[\"\'\\]/}
      local program=${words[0]} current=${words[${#words[@]} - 1]} after='' found=() word ending
      if [[ $program == \~/* ]]; then program=$HOME/${program:2}; fi
      while IFS= read -r line; do
        word=${line%%$'\t'*}
        case $line in
          $'\tafter '*) after=${line:7} ;;
          $'\tfolders')
            compopt -o filenames 2>/dev/null
            while IFS= read -r word; do
              found+=("$after$word")
            done < <(compgen -d -- "${current#"$after"}")
            ;;
          $'\tfiles'*)
            compopt -o filenames 2>/dev/null
            while IFS= read -r word; do
              text=${word/#'~'/$HOME} ending=${word##*.}
              if [[ -d $text || $line == $'\tfiles' || " ${line:7} " == *" ${ending,,} "* ]]; then
                found+=("$after$word")
              fi
            done < <(compgen -f -- "${current#"$after"}")
            ;;
          *) if [[ $after$word == "$current"* ]]; then found+=("$after$word"); fi ;;
        esac
      done < <("$program" ---complete "${words[@]:1}" 2>/dev/null)
      COMPREPLY=("${found[@]#"$kept"}")
      if [[ ${#found[@]} -eq 1 && ${found[0]} == *[=:/+] ]]; then compopt -o nospace 2>/dev/null; fi
    }
    complete -F _nas nas
    """#

  /// Words that end in a sign get no space after them.
  private static let zshText = #"""
    #compdef nas
    # Completion of nas for zsh: source <(nas --generate-completion-script zsh)
    _nas() {
      local program=${(Q)words[1]} line word
      program=${program/#\~\//$HOME/}
      local -a lines options values open
      lines=("${(@f)$("$program" ---complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
      local folders= files=
      for line in $lines; do
        case $line in
          ($'\tafter '*) compset -p $((${#line} - 7)) ;;
          ($'\tfolders') folders=yes ;;
          ($'\tfiles '*) files="*.(#i)(${${line#$'\tfiles '}// /|})(-.)" ;;
          ($'\tfiles') files='*(-.)' ;;
          (*)
            word=${${line%%$'\t'*}//:/\\:}
            if [[ $line == *$'\t'* ]]; then line=$word:${line#*$'\t'}; else line=$word; fi
            case $word in
              (-*) options+=("$line") ;;
              (*[=:/+]) open+=("$line") ;;
              (*) values+=("$line") ;;
            esac
            ;;
        esac
      done
      local -i ret=1
      if (($#values)); then _describe -V value values && ret=0; fi
      if (($#open)); then _describe -V value open -S '' && ret=0; fi
      if (($#options)); then _describe -V option options && ret=0; fi
      if [[ -n $folders ]]; then _files -/ && ret=0; fi
      if [[ -n $files ]]; then _files -g $files && ret=0; fi
      return ret
    }
    if [[ $funcstack[1] == _nas ]]; then _nas "$@"; else compdef _nas nas; fi
    """#

  /// `complete -C "'' TEXT"` lists the files that fish itself would offer.
  private static let fishText = #"""
    # Completion of nas for fish: nas --generate-completion-script fish | source
    function __nas_complete
        set -l words (commandline -opc)
        set -l token (commandline -ct)
        set -l current (string unescape -- "$token"; or echo "$token")
        set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
        set -e words[1]
        set -l after ''
        for line in (command $program ---complete $words "$current" 2>/dev/null)
            set -l text (string sub -s (math (string length -- "$after") + 1) -- "$current")
            switch $line
                case \t'after *'
                    set after (string sub -s 8 -- $line)
                case \t'folders' \t'files*'
                    set -l endings (string split ' ' -- $line)[2..-1]
                    set -l start (string escape -n -- "$text" | string replace -r '^\\\\~(?=/|$)' '~')
                    for path in (complete -C "'' $start")
                        set -l name (string split -f1 \t -- $path)
                        set -l ending (string lower -- (string match -r '[^.]*$' -- $name))
                        if string match -q -- '*/' $name
                            or test "$line" = \t'files'
                            or contains -- "$ending" $endings
                            printf '%s\n' "$after$name"
                        end
                    end
                case '*'
                    printf '%s\n' "$after$line"
            end
        end
    end
    complete -c nas -e
    complete -c nas -f -k -a '(__nas_complete)'
    """#
}
