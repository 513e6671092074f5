"""`python -m olympus.entrypoints.cli`, where the script is not on the path."""

from olympus.entrypoints.cli.app import main

main()
