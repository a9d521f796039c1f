# SPDX-License-Identifier: Apache-2.0
"""Unpacks from wheels what a C++ program needs of torch, and checks it against their records.

    unpack_torch.py FOLDER_OF_WHEELS FOLDER

Takes torch's libraries and headers and, where a build for CUDA brings them, NVIDIA's libraries.
Prints torch's version. Exits with 1 where a file differs from its recorded hash.
"""

import base64
import csv
import hashlib
import io
import pathlib
import re
import sys
import zipfile

UNNEEDED = re.compile(r"libtorch_python|libshm|jitbackend|backend_with_compiler|aoti_custom|bind_test")


def wanted(name):
    if name.endswith("/") or UNNEEDED.search(name):
        return False
    if name.startswith(("torch/include/", "torch.libs/")):
        return True
    return name.startswith(("torch/lib/", "nvidia/")) and ".so" in name


def unpack(wheel, folder):
    """Unpacks one wheel and returns the version that it states."""
    with zipfile.ZipFile(wheel) as archive:
        record = next(n for n in archive.namelist() if n.endswith(".dist-info/RECORD"))
        rows = csv.reader(io.StringIO(archive.read(record).decode()))
        hashes = {row[0]: row[1] for row in rows if len(row) > 1}
        for name in filter(wanted, archive.namelist()):
            data = archive.read(name)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            if hashes.get(name) != "sha256=" + digest:
                sys.exit(f"{name} differs from its record")
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return record.split("/")[0][: -len(".dist-info")].split("-", 1)[1]


def main(source, target):
    wheels = sorted(pathlib.Path(source).glob("*.whl"))
    torch = [w for w in wheels if w.name.startswith("torch-")]
    if len(torch) != 1:
        sys.exit(f"there are {len(torch)} torch wheels in {source}")
    for wheel in wheels:
        if wheel.name.startswith("nvidia"):
            unpack(wheel, pathlib.Path(target))
    print(unpack(torch[0], pathlib.Path(target)))


main(*sys.argv[1:])
