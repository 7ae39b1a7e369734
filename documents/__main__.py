"""Draw one document: its description as JSON on stdin, the file on stdout. Kept files lie in the folder it is given."""

import sys
from pathlib import Path

from documents import limits
from documents.assets import Assets
from documents.spec import SpecError, read

MEGABYTES, SECONDS = 900, 60
"""Most of both goes to a report with pictures: fonts, libraries and their threads map far more than they use."""
UNREADABLE, FAILED = 2, 3


def main() -> int:
    """Return 0 when it was drawn, 2 for a description that cannot be read, 3 for one that cannot be drawn.

    What it holds is repeated nowhere: a failure is told by its type.
    """
    limits.hold(MEGABYTES, SECONDS)
    assets = Assets(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    try:
        spec = read(sys.stdin.buffer.read())
    except SpecError as error:
        sys.stderr.write(f"no document that can be drawn: {error.fault}\n")
        return UNREADABLE
    try:
        drawn = spec.draw(assets)
    except Exception as error:  # noqa: BLE001 - whatever a paper provokes is told by its type alone
        sys.stderr.write(f"{spec.kind.value} was not drawn: {type(error).__name__}\n")
        return FAILED
    sys.stdout.buffer.write(drawn)
    return 0


if __name__ == "__main__":
    sys.exit(main())
