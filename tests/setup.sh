#!/bin/sh
# Installs what the guard's tests need beside Rust and git: pre-commit, which runs the hooks, and zizmor, which audits
# the action. Without them the tests fail.
set -eu
python3 -c 'import pre_commit' 2>/dev/null || python3 -m pip install --quiet 'pre-commit>=4,<5'
command -v zizmor >/dev/null || python3 -m pip install --quiet 'zizmor>=1,<2'
