"""`python -m spacecorp`: the same as the command `spacecorp`."""

from spacecorp.cli import main

if __name__ == "__main__":
    main()
