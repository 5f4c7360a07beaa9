"""R2: every broken variant is caught within a thousand schedules, counted from seed 0.

    python -m tests.campaigns.broken [--only NAME …] [--save] [--record]

`--save` writes what was found into variants.json, from which the tests take their seeds.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.campaigns.broken.variants import (
    MOST_SCHEDULES,
    NotStarted,
    Variant,
    broken_tree,
    run,
    variants,
    write_table,
)
from tests.campaigns.results import campaign


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--only", nargs="+", default=[])
    words.add_argument("--save", action="store_true")
    words.add_argument("--record", action="store_true")
    asked = words.parse_args()
    table = variants()
    chosen = [row for row in table if not asked.only or row.name in asked.only]
    needed: list[int] = []
    with campaign(
        "R2",
        "broken variants",
        total=len(chosen),
        target=f"all caught, each within {MOST_SCHEDULES:,} schedules",
        first_seed=0,
        record=asked.record,
    ) as under_way:
        for variant in chosen:
            problem = _search(variant)
            if problem:
                under_way.failed(problem)
            elif variant.needed:
                print(f"{variant.name}: seed {variant.seed}")
                needed.append(variant.needed)
            under_way.done()
            if asked.save:
                write_table(table)
        under_way.result.details = {"rarest after": max(needed, default=0)}


def _search(variant: Variant) -> str:
    """Looks from seed 0 on and notes what it took; answers what is wrong, if anything."""
    variant.seed = variant.needed = None
    with tempfile.TemporaryDirectory() as folder:
        tree = broken_tree(variant, Path(folder))
        try:
            caught = run(
                variant, tree, "--first-seed", "0", "--count", str(MOST_SCHEDULES), "--stop"
            )
        except NotStarted as problem:
            return str(problem)
    if caught is None:
        return f"{variant.name}: not caught"
    variant.seed, variant.needed = caught.seed, caught.seed + 1
    return ""


if __name__ == "__main__":
    main()
