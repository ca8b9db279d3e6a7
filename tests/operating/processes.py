"""Servers that outlive the command that starts them, until another stops them."""

import os
import select
import signal
import socket
import subprocess
from pathlib import Path

PATIENCE = 120
"""Seconds that a server may take to start or to stop."""

ONE_WORKER = "1"
"""Workers of a server unless its environment says how many: each takes a second to start."""


class Processes:
    """The servers of a scratch machine, each with its process ID and its log in a file."""

    def __init__(self, machine: Path) -> None:
        """Keep the files in folders of the machine."""
        self._running = machine / "run"
        self._logs = machine / "var" / "log"
        self._running.mkdir(exist_ok=True)

    @property
    def names(self) -> list[str]:
        """Those that run."""
        return sorted(path.name for path in self._running.iterdir())

    def log(self, name: str) -> Path:
        """Return the file of what a server says."""
        return self._logs / f"{name}.journal"

    def start(
        self, name: str, command: list[str], environment: dict[str, str], folder: Path
    ) -> None:
        """Start a server with nothing but this environment, and wait until it says it is ready."""
        channel = f"readlevel-test-{os.getpid()}"
        with (
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as states,
            self.log(name).open("ab") as log,
        ):
            states.bind(f"\0{channel}")
            states.settimeout(PATIENCE)
            process = subprocess.Popen(
                command,
                cwd=folder,
                env={**environment, "NOTIFY_SOCKET": f"@{channel}"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            (self._running / name).write_text(str(process.pid))
            assert states.recv(100) == b"READY=1"

    def stop(self, name: str) -> None:
        """Stop a server as service managers do, and wait until it has ended."""
        file = self._running / name
        process = os.pidfd_open(int(file.read_text()))
        try:
            signal.pidfd_send_signal(process, signal.SIGTERM)
            ended, *_ = select.select([process], [], [], PATIENCE)
            assert ended, f"{name} does not stop"
        finally:
            os.close(process)
        file.unlink()
