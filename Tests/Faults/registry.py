"""All rows, in the order in which they run."""

import source_faults  # noqa: F401  (each registers its rows)
import pictures  # noqa: F401
import redis_faults  # noqa: F401
import queries  # noqa: F401
import network  # noqa: F401
import clients  # noqa: F401
import fastcgi  # noqa: F401
import tls  # noqa: F401
import secrets_kept  # noqa: F401
import process_faults  # noqa: F401
import supervision  # noqa: F401
import deploying  # noqa: F401
import reloading  # noqa: F401
import deployed  # noqa: F401
import disk  # noqa: F401
import answers  # noqa: F401
import files  # noqa: F401
import overload  # noqa: F401
import browser  # noqa: F401
from rows import ROWS  # noqa: F401
