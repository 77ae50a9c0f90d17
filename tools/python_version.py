"""Say in words that Python is too old or too new. Runs on any Python 3, so it uses nothing recent."""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit(
        "KPI Workshop needs Python 3.11, 3.12 or 3.13; this is "
        + ".".join(map(str, sys.version_info[:2]))
        + ". Install one of those, then run for example: make workshop PYTHON=python3.12"
    )
