"""The `svd` command line: options, one file a command; what commands do is in `execution`."""
