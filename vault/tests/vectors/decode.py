"""Opens the published vectors from the description of the format alone.

Shares no code with the vault. HKDF (RFC 5869) is written out on the standard library; AES-GCM comes from the
package `cryptography`, as do Ed25519 and Argon2id. Usage: python3 decode.py records.json, or files.json
Prints the number of values and keys opened; exits with 1 at the first that does not give what it should.
"""

import hashlib
import hmac
import json
import struct
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

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


def parts(data):
    found = []
    while data:
        (length,) = struct.unpack_from(">I", data)
        assert len(data) >= 4 + length
        found.append(data[4:4 + length])
        data = data[4 + length:]
    return found


def number(part):
    assert len(part) == 8
    return int.from_bytes(part, "big")


def snapshot(files):
    data = bytes.fromhex(files["snapshot"])
    magic, length = struct.unpack_from(">4sI", data)
    manifest, rest = data[8:8 + length], data[8 + length:]
    mac, signature, records = rest[:32], rest[32:96], rest[96:]
    assert magic == b"SGS1"
    title, fields = parts(manifest)[:13], parts(manifest)[13:]
    assert title[0] == b"sg/snap/v1" and title[1].decode() == files["account"]
    account, kek_id, signer = title[1], title[3], title[10]
    count, spent = number(title[11]), number(title[12])
    assert len(fields) == 6 * count + 2 * spent and kek_id.hex() == files["kek_id"]
    digest = hashlib.sha256(manifest).digest()
    key = hkdf(bytes.fromhex(files["kek"]), kek_id, b"sg/snap/v1", 32)
    assert hmac.compare_digest(hmac.new(key, tlv(account, digest), hashlib.sha256).digest(), mac)
    Ed25519PublicKey.from_public_bytes(signer).verify(signature, b"sg-snapshot-v1\0" + digest)
    values = {}
    for at in range(0, 6 * count, 6):
        id_, version, created, class_, hash_, length = fields[at:at + 6]
        record, records = records[:number(length)], records[number(length):]
        assert hashlib.sha256(record).digest() == hash_
        vector = {
            "account": files["account"], "id": id_.decode(), "version": number(version), "class": class_.decode(),
            "created_ms": number(created), "kek_id": files["kek_id"], "kek": files["kek"], "record": record.hex(),
        }
        values[vector["id"]] = (vector["class"], decode(vector).decode())
    assert not records
    assert values == {secret["id"]: (secret["class"], secret["value"]) for secret in files["secrets"]}
    return count


def export(files, name, what):
    data = bytes.fromhex(files[name])
    assert data[:4] == b"SGX1"
    end = 4
    for _ in range(6):
        end += 4 + struct.unpack_from(">I", data, end)[0]
    header, envelope = data[4:end], data[end:]
    title, kind, account, ids, created, expires = parts(header)
    assert (title, kind, account.decode()) == (b"sg/export/v1", what, files["account"])
    assert number(created) < number(expires) and len(ids) % 16 == 0
    magic, memory, passes, lanes = struct.unpack_from(">4sIII", envelope)
    assert magic == b"SGE1"
    front, commit, sealed = envelope[:48], envelope[48:80], envelope[80:]
    kdf = Argon2id(salt=front[16:], length=64, iterations=passes, lanes=lanes, memory_cost=memory)
    derived = kdf.derive(files["passphrase"].encode())
    assert hmac.compare_digest(derived[32:], commit)
    return parts(AESGCM(derived[:32]).decrypt(bytes(12), sealed, tlv(b"sg/env/v1", front, header))), ids


def documents(files):
    keys, ids = export(files, "keys", b"kek")
    assert [key.hex() for key in keys] == [files["kek_id"], files["kek"]] and ids == keys[0]
    first = files["secrets"][0]
    values, _ = export(files, "values", b"env")
    assert [part.decode() for part in values] == [first["id"], first["class"], first["value"]]
    return snapshot(files) + 2


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        vectors = json.load(file)
    if isinstance(vectors, dict):
        print(documents(vectors))
        return
    for vector in vectors:
        if decode(vector).hex() != vector["value"]:
            sys.exit("vector %s gives another value" % vector["id"])
    print(len(vectors))


main()
