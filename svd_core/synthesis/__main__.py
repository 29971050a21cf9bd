"""`python -m svd_core.synthesis` makes data sets of synthetic voices and songs."""

import sys

from svd_core.cli.synthesize import main

if __name__ == "__main__":
    sys.exit(main())
