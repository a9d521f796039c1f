# SPDX-License-Identifier: Apache-2.0
"""Unpacks from a torch wheel what a C++ program needs, and checks it against the wheel's record.

    unpack_torch.py WHEEL FOLDER

Prints the version. Exits with 1 where a file is missing or differs from its recorded hash.
"""

import base64
import csv
import hashlib
import io
import os
import re
import sys
import zipfile

UNNEEDED = re.compile(r"libtorch_python|libshm|jitbackend|backend_with_compiler|aoti_custom|bind_test")


def wanted(name):
    if name.startswith("torch/include/") or name.startswith("torch.libs/"):
        return True
    return name.startswith("torch/lib/") and ".so" in name and not UNNEEDED.search(name)


def main(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        record = next(n for n in archive.namelist() if n.endswith(".dist-info/RECORD"))
        version = record.split("/")[0][len("torch-"):-len(".dist-info")]
        rows = csv.reader(io.StringIO(archive.read(record).decode()))
        hashes = {row[0]: row[1] for row in rows if len(row) > 1}
        for name in archive.namelist():
            if not wanted(name) or name.endswith("/"):
                continue
            data = archive.read(name)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            if hashes.get(name) != "sha256=" + digest:
                sys.exit(f"{name} differs from its record")
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(data)
    print(version)


main(*sys.argv[1:])
