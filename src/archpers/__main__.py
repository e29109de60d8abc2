"""`python -m archpers`."""

from archpers.cli.app import main

if __name__ == "__main__":
    main()
