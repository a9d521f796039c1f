# SPDX-License-Identifier: Apache-2.0
"""The rows of the last table: what was measured, ours, the peer's, their ratio and the target."""
import dataclasses
import json
import os
import platform


@dataclasses.dataclass
class Row:
    """One comparison. A peer that is a number of ours (a limit, a rate to reach) has no name."""

    name: str
    ours: float
    peer: float | None
    unit: str
    peer_name: str = ""
    target: float | None = None
    more_is_better: bool = False

    @property
    def ratio(self):
        """How many times better ours is."""
        if self.peer is None or not self.ours or not self.peer:
            return None
        return self.ours / self.peer if self.more_is_better else self.peer / self.ours


def number(value, unit=""):
    if value is None:
        return "-"
    digits = 0 if abs(value) >= 1000 else 1 if abs(value) >= 100 else 2 if abs(value) >= 1 else 3
    return f"{value:,.{digits}f} {unit}".strip()


def text(rows):
    """The rows as aligned text."""
    lines = [("name", "ours", "peer", "ratio", "target")]
    for row in rows:
        peer = f"{number(row.peer, row.unit)} {row.peer_name}".strip()
        lines.append((
            row.name, number(row.ours, row.unit), peer if row.peer is not None else "-",
            f"{row.ratio:.2f}x" if row.ratio else "-",
            f"{row.target:g}x" if row.target is not None else "-"))
    widths = [max(len(line[i]) for line in lines) for i in range(5)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths)))
        for line in lines)


def report(rows):
    """Prints the rows, and hands them to the whole suite where it is running."""
    print(text(rows))
    file = os.environ.get("ASSAY_BENCHMARK_ROWS")
    if file:
        with open(file, "a") as out:
            for row in rows:
                out.write(json.dumps(dataclasses.asdict(row)) + "\n")


def machine():
    """The processor, its cores, the memory and the system, in one line."""
    name = platform.processor() or platform.machine()
    memory = ""
    try:
        with open("/proc/cpuinfo") as lines:
            name = next(l.split(":", 1)[1].strip() for l in lines if l.startswith("model name"))
        with open("/proc/meminfo") as lines:
            memory = f", {int(lines.readline().split()[1]) // (1 << 20)} GiB"
    except (OSError, StopIteration):
        pass
    return f"{name}, {os.cpu_count()} cores{memory}, {platform.system()} {platform.release()}"


if __name__ == "__main__":
    import sys

    with open(sys.argv[1]) as lines:
        print(f"\n{text([Row(**json.loads(line)) for line in lines])}\n\n{machine()}")
