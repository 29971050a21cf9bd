"""Parts of bench/fuzz.py: small real files, changes to them, and the readers in a process of their own."""
