"""`python -m kpi_workshop.cli`."""

from kpi_workshop.cli import main

main()
