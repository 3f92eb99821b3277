"""The command discourse, and python -m discourse."""

import signal
import sys


def main() -> None:
    """Run the command; Ctrl-C is said in a line from the first moment on, while the code is still loaded, too."""
    # What runs in the background of a shell hears no Ctrl-C.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, stop)
    from discourse.cli import app

    app(prog_name="discourse")


def stop(*_: object) -> None:
    """End before anything was begun."""
    sys.stderr.write("discourse: stopped; nothing was begun\n")
    raise SystemExit(130)


if __name__ == "__main__":
    main()
