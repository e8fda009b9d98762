"""Exit 0 if the service in this container is ready (or alive, given `/livez`), 1 if not."""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection


def main() -> int:
    """Ask `/readyz`, or the path given, on the port that the service is bound to."""
    path = sys.argv[1] if len(sys.argv) > 1 else "/readyz"
    port = os.environ.get("DATELINE_BIND", "127.0.0.1:8000").rpartition(":")[2]
    connection = HTTPConnection("127.0.0.1", int(port), timeout=4)
    try:
        connection.request("GET", path)
        return 0 if connection.getresponse().status == 200 else 1
    except OSError:
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
