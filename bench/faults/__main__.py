"""`python -m bench.faults points|cancellations|stops`: what befell the service, and whether all is exact."""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator

from rich.console import Console

from bench.faults import cancellations, points, stops
from bench.faults.verdict import Verdict


def main() -> None:
    """Run one kind; a seed brings about the same faults again, as far as the machine's own timing lets it."""
    chosen = _parser().parse_args()
    console = Console(width=120, highlight=False)
    console.print(f"seed {chosen.seed}")
    sound = True
    began = time.monotonic()
    run: Callable[[argparse.Namespace], Iterator[Verdict]] = chosen.run
    for verdict in run(chosen):
        console.print(f"[{'green' if verdict.is_sound else 'red'}]{verdict.name}[/]: {verdict}")
        sound &= verdict.is_sound
    console.print(f"{'sound' if sound else 'NOT SOUND'}, after {time.monotonic() - began:.0f} s")
    sys.exit(not sound)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    kinds = parser.add_subparsers(required=True)
    for module in (points, cancellations, stops):
        kind = kinds.add_parser(
            module.__name__.rpartition(".")[2], help=module.__doc__, description=module.__doc__
        )
        kind.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
        module.add_options(kind)
        kind.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    main()
