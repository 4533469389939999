"""Starts infraday: `python -m infraday`."""

import sys

from infraday.cli import main

sys.exit(main())
