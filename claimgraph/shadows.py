"""Notices a module of the user's own that Python would take for one of ours."""

from importlib.util import find_spec
from pathlib import Path

_HOME = Path(__file__).resolve().parents[1]


def refuse_shadows(*packages: str) -> None:
    """Raise ImportError where one of our packages would be imported from somewhere else."""
    for name in packages:
        found = _origin(name)
        if found is None or found.resolve() != _HOME / name / "__init__.py":
            where = f"is {found}" if found else "is not to be found"
            raise ImportError(
                f"claimgraph needs its own package {name!r}, but for Python here {name!r} {where}. "
                "Rename that file or folder, or start Python in another folder"
            )


def _origin(name: str) -> Path | None:
    try:
        spec = find_spec(name)
    except ValueError:  # a module without a spec: run as a script, or made by hand
        return None
    if spec is None:
        return None
    places = [spec.origin] if spec.origin else list(spec.submodule_search_locations or ())
    return Path(places[0]) if places else None
