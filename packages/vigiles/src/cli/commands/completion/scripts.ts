/** Shells for which there is a completion script. */
export const shells = ["bash", "zsh", "fish", "powershell"] as const;
/** One of {@link shells}. */
export type Shell = (typeof shells)[number];

/**
 * The script of each shell. It calls `vigiles completion suggest` for suggestions, and suggests file names if there are
 * none.
 */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# bash completion for vigiles
_vigiles() {
  local cur=\${COMP_WORDS[COMP_CWORD]} line
  COMPREPLY=()
  while IFS= read -r line; do
    line=\${line%%$'\\t'*}
    [[ -n $line && $line == "$cur"* ]] && COMPREPLY+=("$line")
  done < <(vigiles completion suggest -- "\${COMP_WORDS[@]:1:COMP_CWORD-1}" "$cur" 2>/dev/null)
}
complete -o default -F _vigiles vigiles
`,
  zsh: `#compdef vigiles
# zsh completion for vigiles
_vigiles() {
  local -a suggestions
  local line
  while IFS= read -r line; do
    [[ -n $line ]] && suggestions+=("\${\${line//:/\\\\:}/$'\\t'/:}")
  done < <(vigiles completion suggest -- "\${(@)words[2,CURRENT-1]}" "$words[CURRENT]" 2>/dev/null)
  if (( \${#suggestions} )); then
    _describe 'vigiles' suggestions
  else
    _files
  fi
}
if [[ $funcstack[1] == _vigiles ]]; then _vigiles "$@"; else compdef _vigiles vigiles; fi
`,
  fish: `# fish completion for vigiles
function __vigiles_suggest
  set -l words (commandline -opc)
  set -l found (vigiles completion suggest -- $words[2..-1] (commandline -ct) 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c vigiles -f -a '(__vigiles_suggest)'
`,
  powershell: `# PowerShell completion for vigiles
Register-ArgumentCompleter -Native -CommandName vigiles -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  # Windows PowerShell drops empty arguments.
  $more = if ($wordToComplete -eq '') { @('--new-word') } else { @() }
  vigiles completion suggest @more '--' @words 2>$null | ForEach-Object {
    $value, $text = $_ -split "\`t", 2
    if (-not $text) { $text = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $text)
  }
}
`,
};
