"""The former name of `svd synthesize`: `python -m svd_core.synthesis` does the same and says what it is called now."""

import sys

from svd_core.cli.former_names import say_new_name
from svd_core.cli.main import main

if __name__ == "__main__":
    say_new_name("python -m svd_core.synthesis", "svd synthesize")
    sys.exit(main(["synthesize", *sys.argv[1:]]))
