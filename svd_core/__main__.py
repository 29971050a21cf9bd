"""`python -m svd_core` is `svd`."""

from svd_core.cli.main import program

if __name__ == "__main__":
    program()
