"""Measure what the GIL does: `python bot/demos/workloads race --threads 4`.

Without a name it lists the demos. They need nothing but Python, 3.9 or newer, of either build.
"""

import sys

if sys.version_info < (3, 9):  # noqa: UP036 - whoever tries an older one shall read why it fails
    found = "{}.{}.{}".format(*sys.version_info[:3])
    print("These demos need Python 3.9 or newer; this is " + found + ".", file=sys.stderr)
    sys.exit(2)

if __name__ == "__main__":
    from command import main

    sys.exit(main(sys.argv[1:]))
