"""`python -m relos_atlas` is `relos-atlas`."""

import sys

from relos_atlas.cli import main

sys.exit(main())
