#!/bin/sh
# Installs what the vault's tests need beside Rust: AES-GCM for the independent record decoder in Python, strace, and a
# keyring daemon with a D-Bus session for it.
set -eu
install() {
    # A fresh machine has no package lists yet.
    apt-get install --yes --quiet "$@" || { apt-get update --quiet && apt-get install --yes --quiet "$@"; }
}
python3 -c 'import cryptography' 2>/dev/null || python3 -m pip install --quiet 'cryptography>=42'
command -v strace >/dev/null || install strace
command -v gnome-keyring-daemon >/dev/null || install --no-install-recommends gnome-keyring
command -v dbus-run-session >/dev/null || install dbus-daemon
