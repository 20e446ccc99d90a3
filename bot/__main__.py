"""`python -m bot`: the same as the installed command `gil-coach`."""

if __name__ == "__main__":
    from .cli import main

    main()
