"""The kernel behind one page: IPython without what only a person at a notebook needs."""

from __future__ import annotations

from ipykernel.kernelapp import IPKernelApp
from traitlets.config import Config


def _light() -> Config:
    config = Config()
    config.HistoryManager.enabled = False
    config.IPCompleter.use_jedi = False
    config.InteractiveShell.colors = "nocolor"  # a failure is read in the server's log
    config.IPKernelApp.capture_fd_output = False
    return config


if __name__ == "__main__":
    IPKernelApp.launch_instance(config=_light())
