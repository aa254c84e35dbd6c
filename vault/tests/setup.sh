#!/bin/sh
# Installs what the vault's tests need beside Rust: the independent decoder's AES-GCM.
set -eu
python3 -c 'import cryptography' 2>/dev/null || python3 -m pip install --quiet 'cryptography>=42,<50'
