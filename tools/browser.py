"""Make sure there is a Chromium for the browser tests: on Debian, as root, it is installed if missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def main() -> None:
    """Exit with words about what to do if there is no Chromium and none can be installed."""
    if shutil.which("chromium"):
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=True, env=quiet)
    if not shutil.which("chromium"):
        sys.exit("The browser tests need Chromium. Install it so that `chromium` is found, then run again.")


if __name__ == "__main__":
    main()
