#!/usr/bin/env bash
# Checks what the workflow was started for. The exit code is the program's: 1 when something is denied.
set -euo pipefail

cd "$INPUT_PATH"
args=(github --fetch --trust "$INPUT_TRUST")
sarif=$INPUT_SARIF
if [ -z "$sarif" ] && [ "$INPUT_UPLOAD_SARIF" = true ]; then
    sarif=${RUNNER_TEMP:-/tmp}/secret-guard.sarif
fi
if [ -n "$sarif" ]; then
    case "$sarif" in
        *$'\n'* | *$'\r'*) echo "::error::secret-guard: the input sarif is no path" && exit 2 ;;
    esac
    args+=(--sarif "$sarif")
fi
code=0
"$PROGRAM" "${args[@]}" || code=$?
if [ -n "$sarif" ] && [ -f "$sarif" ]; then
    echo "sarif=$sarif" >> "$GITHUB_OUTPUT"
fi
exit "$code"
