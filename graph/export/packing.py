"""Office files, the same bytes from run to run: fixed dates inside and in the zip."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"  # where readers that stream expect it


def repacked(presentation: Any) -> bytes:
    """The presentation as a file."""
    properties = presentation.core_properties
    properties.created = properties.modified = LONG_AGO
    properties.last_modified_by = properties.author = "claimgraph"
    properties.revision = 1
    written = io.BytesIO()
    presentation.save(written)
    out = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, old.read(name))
    return out.getvalue()
