"""Requests a second, and what becomes of them at twice as many: speed, overload and soak, by wrk.

.venv/bin/python -m benchmarks.load [PAGE]      (default: the longest pasted page of our own)
--seconds 60    how long the overload lasts, which is the soak too (default 10)
--stock         overload gunicorn as it comes, as well

Both speeds are of the same gunicorn with the same two workers and threads; the second answers a
constant. wrk runs on the same machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.servers import ours, stock
from service.articles.lines.labelled.pages import read_folder
from tests.server.conftest import ROOT, Server
from tests.server.memory import slope, watched

_SCRIPT = Path(__file__).with_suffix(".lua")
# As many as keep two workers busy: of 8 that connect at once one worker may take all, and the
# other is idle. And many more than they take in.
_BUSY, _CROWD = 16, 64
# Until it is warm a worker copies pages that it shared; that is no leak.
_WARM_UP = 3.0


@dataclass(frozen=True)
class Load:
    """What wrk counted; `seconds` are those of the served."""

    took: float
    seconds: list[float]
    ends: Counter[str]
    lost: int

    @property
    def rate(self) -> float:
        """Requests served in a second."""
        return len(self.seconds) / self.took

    def milliseconds(self, share: float) -> float:
        """The milliseconds under which this share of the served stayed."""
        ordered = sorted(self.seconds) or [float("nan")]
        return 1000.0 * ordered[int(share * (len(ordered) - 1))]


def main() -> int:
    """Print speed, overload and memory."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("page", nargs="?", type=Path, help="a page as pasted (text)")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long the overload lasts")
    parser.add_argument("--stock", action="store_true", help="overload stock gunicorn too")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        print("wrk is not here: apt-get install wrk, or brew install wrk", file=sys.stderr)
        return 2
    with NamedTemporaryFile(suffix=".txt") as body:
        text = options.page.read_text("utf-8") if options.page else _own_page()
        body.write(text.encode())
        body.flush()
        measure(Path(body.name), options.seconds, with_stock=options.stock)
    return 0


def _own_page() -> str:
    pages = read_folder(ROOT / "training_data" / "pages")
    return max((page.text for page in pages), key=len)


def measure(body: Path, seconds: float, *, with_stock: bool) -> None:
    """Measure and print everything."""
    steady = min(seconds, 10.0)
    print(f"{body.stat().st_size:,} bytes a page, 2 workers, {_BUSY} connections")
    with ours("benchmarks.servers:constant()") as server:
        _speed("a constant", load(server, body, _BUSY, steady))
    with ours() as server:
        load(server, body, _BUSY, min(seconds, _WARM_UP))
        alone = load(server, body, 1, min(seconds, 5.0))
        full = load(server, body, _BUSY, steady)
        _speed("/v1/analysis", full)
        _speed("  one connection", alone)
    servers: list[tuple[str, Callable[[], AbstractContextManager[Server]]]] = [("Dateline", ours)]
    servers += [("stock gunicorn", stock)] if with_stock else []
    for name, serve in servers:
        with serve() as server:
            load(server, body, _BUSY, min(seconds, _WARM_UP))
            _overload(name, server, body, seconds, (alone, full))


def _speed(name: str, found: Load) -> None:
    print(
        f"{name:18} {found.rate:8.1f} requests/s   p50 {found.milliseconds(0.5):7.1f} ms"
        f"   p99 {found.milliseconds(0.99):7.1f} ms   {_others(found)}",
        flush=True,
    )


def _overload(
    name: str, server: Server, body: Path, seconds: float, before: tuple[Load, Load]
) -> None:
    """Offer about twice what is served, from clients that wait when they are told to come again."""
    alone, full = before
    pause = (_CROWD - _BUSY) / full.rate
    with watched(server) as samples:
        found = load(server, body, _CROWD, seconds, pause)
    offered = found.ends.total() / found.took
    p99 = found.milliseconds(0.99)
    print(f"\n{name}, {_CROWD} connections for {found.took:.0f} s:")
    print(f"  offered {offered:.0f} requests/s, {offered / full.rate:.1f} times the capacity")
    print(f"  served {found.rate:.1f} requests/s, {_others(found)}")
    print(
        f"  p50 {found.milliseconds(0.5):.0f} ms, p99 {p99:.0f} ms:"
        f" {p99 / alone.milliseconds(0.99):.1f} times one connection's,"
        f" {p99 / full.milliseconds(0.99):.1f} times that at capacity"
    )
    warm = [sample for sample in samples if sample[0] >= min(_WARM_UP, seconds / 3)]
    print("  MB of the workers, each second: " + " ".join(f"{mb:.0f}" for _, mb in samples))
    if len(warm) > 1:
        print(f"  {slope(warm):+.1f} MB/min", flush=True)


def _others(found: Load) -> str:
    others = [f"{count:,} x {end}" for end, count in sorted(found.ends.items()) if end != "200"]
    return ", ".join([*others, f"{found.lost} lost"])


def load(server: Server, body: Path, connections: int, seconds: float, pause: float = 0.0) -> Load:
    """Send the body from so many connections; who is answered 429 waits `pause` seconds."""
    command = ["wrk", "--timeout", "30s", "-s", str(_SCRIPT)]
    command += ["-t", str(connections), "-c", str(connections), "-d", f"{max(1, round(seconds))}s"]
    command += [f"{server.address}/v1/analysis", "--", str(body)]
    command += ["text/plain; charset=utf-8", str(1000 * pause)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    lines = [line.split() for line in done.stdout.splitlines()]
    ends: Counter[str] = Counter()
    for line in lines:
        if line[:1] == ["ended"]:
            ends[line[1]] += int(line[2])
    told = {line[0]: line[1] for line in lines if line[:1] in (["lost"], ["took"])}
    served = [float(line[1]) for line in lines if line[:1] == ["served"]]
    return Load(float(told["took"]), served, ends, int(float(told["lost"])))


if __name__ == "__main__":
    sys.exit(main())
