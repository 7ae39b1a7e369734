"""Draw documents one after the other: a description a line on stdin, for each its length and bytes on stdout.

The libraries are loaded once for all of them. What cannot be drawn is answered by a line with `-` and the fault's type.
"""

import sys
from pathlib import Path

from documents import limits
from documents.__main__ import MEGABYTES
from documents.assets import Assets
from documents.spec import read

SECONDS = 300
"""Of processor time for a whole archive; whoever asks bounds each document by the clock."""


def main() -> int:
    """Answer every line until there are no more."""
    limits.hold(MEGABYTES, SECONDS)
    assets = Assets(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    for line in sys.stdin.buffer:
        try:
            drawn = read(line).draw(assets)
        except Exception as error:  # noqa: BLE001 - whatever a paper provokes is told by its type alone
            sys.stdout.buffer.write(f"- {type(error).__name__}\n".encode())
        else:
            sys.stdout.buffer.write(f"{len(drawn)}\n".encode() + drawn)
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
