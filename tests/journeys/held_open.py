"""Runs kmtui and keeps its terminal open: a test reads the last lines, the status and the echo."""

import subprocess
import sys
import termios
import time

if __name__ == "__main__":
    done = subprocess.run([sys.executable, "-m", "kmtui", *sys.argv[1:]], check=False)
    echoes = bool(termios.tcgetattr(0)[3] & termios.ECHO)
    print(f"ended {done.returncode} {'with echo' if echoes else 'without echo'}", flush=True)
    time.sleep(600)
