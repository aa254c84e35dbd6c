"""Opens the published record vectors, written from the format's description alone."""

import hashlib
import hmac
import json
import struct
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def fields(*parts):
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def derive(key, salt, info):
    extracted = hmac.digest(salt, key, hashlib.sha256)
    first = hmac.digest(extracted, info + b"\x01", hashlib.sha256)
    second = hmac.digest(extracted, first + info + b"\x02", hashlib.sha256)
    return first, second


def decode(kek, vector, record):
    magic, suite, kek_id, wrap_salt, wrap_commit, wrapped, salt, commit, length = struct.unpack(
        ">4sB16s32s32s48s32s32sI", record[:201]
    )
    assert (magic, suite) == (b"SGR1", 1) and len(record) == 201 + length + 16 and length % 32 == 0
    aad = fields(
        b"sg/rec/v1",
        vector["account"].encode(),
        vector["id"].encode(),
        struct.pack(">Q", vector["version"]),
        bytes([vector["class"]]),
        bytes([vector["material"]]),
        struct.pack(">Q", vector["created_ms"]),
    )
    aad_wrap = fields(b"sg/wrap/v1", aad, kek_id)
    key, expected = derive(kek, wrap_salt, aad_wrap)
    assert hmac.compare_digest(expected, wrap_commit), "wrap commitment"
    dek = AESGCM(key).decrypt(bytes(12), wrapped, aad_wrap)
    key, expected = derive(dek, salt, aad)
    assert hmac.compare_digest(expected, commit), "data commitment"
    padded = AESGCM(key).decrypt(bytes(12), record[201:], aad)
    value = padded.rstrip(b"\x00")
    assert value.endswith(b"\x80"), "padding"
    return value[:-1]


def main():
    opened = refused = 0
    for line in open(sys.argv[1], encoding="utf-8"):
        vector = json.loads(line)
        kek, record = bytes.fromhex(vector["kek"]), bytes.fromhex(vector["record"])
        assert decode(kek, vector, record) == bytes.fromhex(vector["plain"])
        opened += 1
        try:
            decode(kek, {**vector, "version": vector["version"] + 1}, record)
        except (AssertionError, InvalidTag):
            refused += 1
    print(f"{opened} records opened, {refused} forgeries refused")


main()
