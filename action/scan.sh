#!/usr/bin/env bash
# Uploads and judges an SBOM, with the inputs of action.yml in variables.
set -euo pipefail

flags=(--summary)

# Adds a flag with a value, unless the value is empty.
add() {
  if [[ -n "$2" ]]; then flags+=("$1=$2"); fi
}

# Adds the flag $1, which takes no value, if the input $2 is $3.
add_switch() {
  case "$2" in
    "$3") flags+=("$1") ;;
    true | false) ;;
    *)
      echo "::error::The input for ${1#--} must be true or false"
      exit 2
      ;;
  esac
}

add --url "$SERVER"
add --manifest-name "$MANIFEST_NAME"
add --group-token "$GROUP"
add --folder-token "$FOLDER"
add --fail-on "$FAIL_ON"
add_switch --fail-on-new "$FAIL_ON_NEW" true
add --baseline "$BASELINE"
add --severity "$SEVERITY"
add_switch --only-fixed "$ONLY_FIXED" true
add --ignore-file "$IGNORE_FILE"
while IFS= read -r path; do add --vex "$path"; done <<<"$VEX"
add_switch --no-project-file "$PROJECT_FILE" false
add --sarif "$SARIF"
add --junit "$JUNIT"
add --html "$HTML"
add --markdown "$MARKDOWN"
add --csv "$CSV"

# Outside the checkout, whose .npmrc could name another registry.
cd "$RUNNER_TEMP"
npm install --prefix "$RUNNER_TEMP/vigiles" --ignore-scripts --no-audit --no-fund --loglevel=error "@org/vigiles@$VERSION"
cd "$GITHUB_WORKSPACE"

# A file of an earlier run is none of this one.
if [[ -n "$SARIF" ]]; then rm -f -- "$SARIF"; fi
result="$RUNNER_TEMP/vigiles/result.json"
status=0
"$RUNNER_TEMP/vigiles/node_modules/.bin/vigiles" manifest upload "${flags[@]}" -- "$SBOM" >"$result" || status=$?
cat -- "$result"

token=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1], "utf8")).manifest_token ?? ""' "$result" || true)
if [[ "$token" =~ ^[A-Za-z0-9._=-]+$ ]]; then echo "manifest-token=$token" >>"$GITHUB_OUTPUT"; fi
if [[ -n "$SARIF" && -f "$SARIF" ]]; then echo "sarif=$SARIF" >>"$GITHUB_OUTPUT"; fi
exit "$status"
