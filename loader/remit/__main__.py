"""`python -m remit` is the command `remit`."""

from remit.cli import main

main()
