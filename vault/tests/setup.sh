#!/bin/sh
# Installs what the vault's tests need beside Rust: AES-GCM for the independent record decoder in Python, and strace.
set -eu
install_strace() {
    apt-get install --yes --quiet strace
}
python3 -c 'import cryptography' 2>/dev/null || python3 -m pip install --quiet 'cryptography>=42'
# A fresh machine has no package lists yet.
command -v strace >/dev/null || install_strace || { apt-get update --quiet && install_strace; }
