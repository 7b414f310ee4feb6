"""Runs the real binary: servers that are waited for by what they print, and single commands."""

import json
import os
import resource
import select
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("OVATION_BINARY", ROOT / ".build/release/ovation")).resolve()
IS_NIGHTLY = os.environ.get("OVATION_NIGHTLY") == "1"
READY_SECONDS_MAX = 30
STOP_SECONDS_MAX = 20
COMMAND_SECONDS_MAX = 60
SECRET = "acceptance-test-secret-that-is-no-real-one"


def environment(**more: str) -> dict[str, str]:
    """What a command sees: nothing of the tests' own variables, but what a test adds."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OVATION_")}
    return kept | more


@dataclass(frozen=True)
class Result:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict:
        return json.loads(self.out)


def run(*words: str | Path, cwd: Path | None = None, **more: str) -> Result:
    """Runs one command to its end."""
    done = subprocess.run(
        [BINARY, *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd or ROOT,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        timeout=COMMAND_SECONDS_MAX,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def verify(data: Path) -> dict:
    """What `ovation verify --json` says of books that must balance."""
    result = run("verify", "--json", "--data", data)
    assert result.code == 0, f"{result.out} {result.err}"
    report = result.json
    assert report["ok"] is True and "fault" not in report, report
    return report


class Server:
    """A serving process; its standard output and error are kept."""

    def __init__(
        self,
        data: Path,
        *flags: str,
        demo: bool = True,
        errors: Path | None = None,
        files: tuple[int, int] | None = None,
        **more: str | None,
    ) -> None:
        """`files` is how many it may have open, soft and hard."""
        self.data = data
        self.output = bytearray()
        self.errors = errors or data.parent / f"{data.name}.err"
        words = ["serve", "--port", "0", "--data", str(data), *(["--demo"] if demo else []), *flags]
        known = {"OVATION_AUTH_SECRET": SECRET} | more
        started = time.monotonic()
        with self.errors.open("ab") as told:
            self.process = subprocess.Popen(
                [BINARY, *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=told,
                cwd=ROOT,
                env=environment(**{name: v for name, v in known.items() if v is not None}),
                preexec_fn=files
                and (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, files)),
            )
        self.address = self._wait_until_ready(started + READY_SECONDS_MAX)
        self.ready_seconds = time.monotonic() - started
        self.port = int(self.address.rsplit(":", 1)[1])
        self._reader = threading.Thread(target=self._keep_reading, daemon=True)
        self._reader.start()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        return self.process.pid

    def _wait_until_ready(self, deadline: float) -> str:
        pipe = self.process.stdout.fileno()
        while b"\nready " not in self.output or not self.output.endswith(b"\n"):
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                self.kill()
                raise AssertionError(f"not ready in {READY_SECONDS_MAX} s: {self.error_text()}")
            piece = os.read(pipe, 65_536)
            if not piece:
                raise AssertionError(f"exit {self.process.wait()}: {self.error_text()}")
            self.output += piece
        line = next(line for line in self.output.decode().splitlines() if line[:6] == "ready ")
        return line.removeprefix("ready ")

    def _keep_reading(self) -> None:
        pipe = self.process.stdout.fileno()
        while piece := os.read(pipe, 65_536):
            self.output += piece

    def error_text(self) -> str:
        return self.errors.read_text(errors="replace")

    def rss_bytes(self) -> int:
        """Memory in the machine's RAM, of this process alone."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        line = next(line for line in lines if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def wait(self) -> int:
        """The exit code, once the process has ended by itself."""
        code = self.process.wait(STOP_SECONDS_MAX)
        self._reader.join(STOP_SECONDS_MAX)
        return code

    def stop(self) -> None:
        """Ends it as an operator would; it must end well."""
        self.signal(signal.SIGTERM)
        code = self.wait()
        assert code == 0, f"exit {code}: {self.error_text()}"

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(STOP_SECONDS_MAX)
