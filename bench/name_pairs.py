"""Precision and recall of canonical names on labelled pairs of names, with what is wrong.

python bench/name_pairs.py SHARED_FOLDER [--errors]
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from name_pairs import HALVES, half_of, learned_names, meet, read_pairs


def main() -> None:
    """Print a line a half."""
    shared = Path(sys.argv[1])
    names = learned_names(shared)
    for half in HALVES:
        pairs = [pair for pair in read_pairs() if half_of(pair) == half]
        judged = [(pair, meet(names, pair)) for pair in pairs]
        merged = [pair for pair, together in judged if together]
        right = sum(pair.same for pair in merged)
        same = sum(pair.same for pair in pairs)
        print(f"{half}: {len(pairs)} pairs, {same} of them same; precision {right / len(merged):.3f}, ", end="")
        print(f"recall {right / same:.3f}")
        if "--errors" in sys.argv and half == HALVES[0]:
            for pair, together in judged:
                if together != pair.same:
                    print(f"  {'merged' if together else 'apart'}: {pair}")


if __name__ == "__main__":
    main()
