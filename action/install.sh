#!/usr/bin/env bash
# Gets the program: the one that is named, else a release whose checksum stands in checksums.txt, else built from the
# source of this action. Nothing that was not checked is run.
set -euo pipefail

fail() {
    echo "::error::secret-guard: $1"
    exit 2
}

give() {
    echo "program=$1" >> "$GITHUB_OUTPUT"
    echo "secret-guard: $("$1" --version)"
    exit 0
}

if [ -n "${INPUT_BINARY:-}" ]; then
    [ -x "$INPUT_BINARY" ] || fail "the input binary names no program"
    give "$INPUT_BINARY"
fi

here=$GITHUB_ACTION_PATH
own=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"$/\1/p' "$here/Cargo.toml")
version=${INPUT_VERSION:-$own}
[[ "$version" =~ ^[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}$ ]] || fail "the input version is no version such as 1.2.3"

case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) target=x86_64-unknown-linux-musl ;;
    Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-musl ;;
    Darwin-x86_64) target=x86_64-apple-darwin ;;
    Darwin-arm64) target=aarch64-apple-darwin ;;
    MINGW*-x86_64 | MSYS*-x86_64) target=x86_64-pc-windows-msvc ;;
    *) target=other ;;
esac

root=${RUNNER_TEMP:-/tmp}/secret-guard
mkdir -p "$root/bin"
archive=cargo-secret-guard-$version-$target.tar.gz
sum=$(awk -v name="$archive" '$2 == name { print $1 }' "$here/action/checksums.txt")

if [ -n "$sum" ]; then
    url=https://github.com/$GITHUB_ACTION_REPOSITORY/releases/download/v$version/$archive
    curl --proto '=https' --tlsv1.2 --fail --silent --show-error --location --retry 3 --output "$root/$archive" "$url" ||
        fail "cannot download $url"
    if command -v sha256sum > /dev/null; then
        found=$(sha256sum "$root/$archive" | cut -d ' ' -f 1)
    else
        found=$(shasum -a 256 "$root/$archive" | cut -d ' ' -f 1)
    fi
    [ "$found" = "$sum" ] || fail "the checksum of $archive is not the one in action/checksums.txt"
    tar -xzf "$root/$archive" -C "$root/bin" --no-same-owner
elif [ "$version" = "$own" ]; then
    cargo install --quiet --locked --path "$here" --root "$root" || fail "cannot build the program"
else
    cargo install --quiet --locked --version "$version" --root "$root" cargo-secret-guard || fail "cannot build the program"
fi

program=$root/bin/cargo-secret-guard
[ -x "$program" ] || program=$program.exe
give "$program"
