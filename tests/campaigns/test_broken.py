"""Every broken variant is caught by the seed that was recorded for it (R2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.campaigns.broken.variants import (
    FOLDER,
    MOST_SCHEDULES,
    Variant,
    broken_tree,
    run,
    variants,
)

VARIANTS = variants()


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_a_broken_promise_is_noticed(variant: Variant, tmp_path: Path) -> None:
    assert variant.seed is not None and variant.needed is not None
    assert variant.needed <= MOST_SCHEDULES
    caught = run(variant, broken_tree(variant, tmp_path), "--seed", str(variant.seed))
    assert caught is not None and caught.seed == variant.seed


def test_the_table_and_the_patches_are_about_the_same_variants() -> None:
    assert {row.patch for row in VARIANTS} == set(FOLDER.glob("*.patch"))
    assert len({row.name for row in VARIANTS}) == len(VARIANTS)
