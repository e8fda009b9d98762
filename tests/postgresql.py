"""A real PostgreSQL for the tests, in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.server.conftest import free_port


@dataclass
class Cluster:
    """A PostgreSQL server: its programs, its folder, and where it listens."""

    programs: Path
    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    def make(cls) -> Cluster:
        """Make one and start it; raises `FileNotFoundError` where PostgreSQL is not installed."""
        folder = Path(tempfile.mkdtemp(prefix="dateline-postgresql-"))
        cluster = cls(find_programs(), folder)
        if os.getuid() == 0:
            shutil.chown(folder, _account())
        initdb = cluster.programs / "initdb"
        options = ["--auth=trust", "--username=dateline", "--encoding=UTF8", "--no-sync"]
        cluster.run([initdb, "-D", folder / "data", *options], timeout=120)
        cluster.start()
        return cluster

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        self.process = subprocess.Popen(
            [
                *(self.programs / "postgres", "-D", self.folder / "data", "-p", str(self.port)),
                *("-k", self.folder, "-c", "listen_addresses=127.0.0.1"),
                *("-c", "max_connections=60", "-c", "shared_buffers=16MB"),
                # Processes are killed here, not machines.
                *("-c", "fsync=off"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **_as_account(),
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.address("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, "PostgreSQL does not start"
                assert self.process.poll() is None, "PostgreSQL ended"
                time.sleep(0.05)

    def kill(self) -> None:
        """End all its processes as nothing can prevent."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        pids = [int(pid) for pid in children.read_text().split()]
        self.process.kill()
        self.process.wait()
        for pid in pids:
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                continue
        # It is in the way of the next start, whose process may have its number.
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def close(self) -> None:
        """Stop it, and remove its folder."""
        if self.process is not None and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, name: str) -> str:
        """The URL of a database."""
        return f"postgresql://dateline@127.0.0.1:{self.port}/{name}"

    def new_database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"d{uuid.uuid4().hex}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.address(name)

    def run(self, command: list[Any], **options: Any) -> None:
        """Run one of its programs."""
        subprocess.run(command, check=True, capture_output=True, **_as_account(), **options)


def find_programs() -> Path:
    """Return the folder of PostgreSQL's programs, of the newest release that there is."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not folders:
        raise FileNotFoundError("initdb")
    return folders[-1].parent


def _account() -> str:
    """Who it runs as: it refuses to run as root."""
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


def _as_account() -> dict[str, Any]:
    if os.getuid() != 0:
        return {"cwd": "/"}
    account = pwd.getpwnam(_account())
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": [], "cwd": "/"}
