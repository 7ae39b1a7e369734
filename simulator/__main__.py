"""`python -m simulator --port N`: the local Telegram on its own."""

import argparse
from pathlib import Path

from simulator.run import serve


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="port to listen at; 0 chooses a free one")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--token", help="the only token that is accepted; any well-formed one without it")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="hold every answer back for this long")
    parser.add_argument("--no-limits", action="store_true", help="switch flood control off")
    parser.add_argument("--clock-file", type=Path, help="file that holds by how many seconds the clock is moved")
    chosen = parser.parse_args()
    serve(
        chosen.port,
        chosen.host,
        chosen.token,
        latency_ms=chosen.latency_ms,
        limits=not chosen.no_limits,
        clock_file=chosen.clock_file,
    )


if __name__ == "__main__":
    main()
