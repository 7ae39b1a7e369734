"""Draw one document: its description as JSON on stdin, the file on stdout."""

import os
import sys

from documents.spec import SpecError, read


def main() -> int:
    """Return 0 when it was drawn, 2 for a description that cannot be drawn; its content is not repeated."""
    if hasattr(os, "nice"):
        os.nice(10)  # the bot, and whoever waits for it, go first
    try:
        spec = read(sys.stdin.buffer.read())
    except SpecError as error:
        sys.stderr.write(f"no document that can be drawn: {error.fault}\n")
        return 2
    from documents.timeline import draw  # here, because a description that is refused needs no drawing

    sys.stdout.buffer.write(draw(spec))
    return 0


if __name__ == "__main__":
    sys.exit(main())
