"""Papers from the public APIs of services, politely, into a file that a later run goes on with."""

from extract.fetching.fetching import Fetched, fetch
from extract.fetching.output import JsonLinesFile, Stream
from extract.fetching.services import SERVICES

__all__ = ["SERVICES", "Fetched", "JsonLinesFile", "Stream", "fetch"]
