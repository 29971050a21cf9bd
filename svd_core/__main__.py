"""`python -m svd_core` is `svd`."""

import sys

from svd_core.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
