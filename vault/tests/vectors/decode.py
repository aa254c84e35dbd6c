"""Opens the published vectors from the description of the format alone.

Shares no code with the vault. HKDF (RFC 5869) is written out on the standard library; AES-GCM comes from the
package `cryptography`. Usage: python3 decode.py records.json
Prints the number of vectors opened; exits with 1 at the first that does not give its value.
"""

import hashlib
import hmac
import json
import struct
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CLASSES = ["runtime", "account", "operator", "integration", "transport", "bootstrap"]


def hkdf(ikm, salt, info, length):
    prk = hmac.new(salt, ikm, hashlib.sha256).digest()
    block, okm = b"", b""
    for counter in range(1, 256):
        if len(okm) >= length:
            break
        block = hmac.new(prk, block + info + bytes([counter]), hashlib.sha256).digest()
        okm += block
    return okm[:length]


def tlv(*parts):
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def unseal(ikm, salt, commit, aad, sealed):
    derived = hkdf(ikm, salt, aad, 64)
    if not hmac.compare_digest(derived[32:], commit):
        raise ValueError("the commitment differs")
    return AESGCM(derived[:32]).decrypt(bytes(12), sealed, aad)


def decode(vector):
    record = bytes.fromhex(vector["record"])
    names = "magic suite kek_id wrap_salt wrap_commit wrapped_dek salt commit length"
    fixed = struct.Struct(">4sB16s32s32s48s32s32sI")
    part = dict(zip(names.split(), fixed.unpack_from(record)))
    sealed = record[fixed.size:]
    assert (part["magic"], part["suite"]) == (b"SGR1", 1)
    assert part["kek_id"].hex() == vector["kek_id"] and len(sealed) == part["length"] + 16
    rec = tlv(
        b"sg/rec/v1",
        vector["account"].encode(),
        vector["id"].encode(),
        struct.pack(">Q", vector["version"]),
        bytes([CLASSES.index(vector["class"]) + 1]),
        b"\0",
        struct.pack(">Q", vector["created_ms"]),
    )
    wrap = tlv(b"sg/wrap/v1", rec, part["kek_id"])
    dek = unseal(bytes.fromhex(vector["kek"]), part["wrap_salt"], part["wrap_commit"], wrap, part["wrapped_dek"])
    padded = unseal(dek, part["salt"], part["commit"], rec, sealed)
    (length,) = struct.unpack_from(">I", padded)
    assert len(padded) % 32 == 0 and not any(padded[4 + length:])
    return padded[4:4 + length]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        vectors = json.load(file)
    for vector in vectors:
        if decode(vector).hex() != vector["value"]:
            sys.exit("vector %s gives another value" % vector["id"])
    print(len(vectors))


main()
