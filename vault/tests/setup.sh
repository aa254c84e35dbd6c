#!/bin/sh
# Installs what the vault's tests need beside Rust: AES-GCM for the independent record decoder in Python, and strace.
set -eu
python3 -c 'import cryptography' 2>/dev/null || python3 -m pip install --quiet 'cryptography>=42'
command -v strace >/dev/null || apt-get install --yes --quiet strace
