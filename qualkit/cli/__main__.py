"""``python -m qualkit.cli`` is the same as ``qualkit``."""

import sys

from qualkit.cli import main

sys.exit(main())
