"""The two servers that are measured, and what Linux accounts of their processes."""

import http.client
import json
import os
import pathlib
import socket
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")
MIB = 1 << 20


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def proc(pid, name):
    return pathlib.Path(f"/proc/{pid}/{name}").read_text()


def field(pid, name, key):
    """The number behind "key:" in a file of /proc."""
    return next(int(line.split()[1]) for line in proc(pid, name).splitlines() if line.startswith(key + ":"))


class Server:
    """A program that serves HTTP on loopback until the block ends."""

    def __init__(self, command, port, log):
        self.port = port
        with open(log, "w") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output)
        self._wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def _wait(self):
        while self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"{self.process.args[0]} ended with {self.process.returncode}")

    def request(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request(method, path, body)
        response = connection.getresponse()
        if response.status >= 300:
            raise SystemExit(f"{method} {path} answered {response.status}: {response.read(500)}")
        return response

    def download(self, path, to=os.devnull):
        """Reads all of it; returns its size, and when its first 64 KiB were there."""
        with self.request("GET", path) as response, open(to, "wb") as output:
            head = response.read(64 * 1024)
            first, size = time.perf_counter(), len(head)
            output.write(head)
            buffer = memoryview(bytearray(MIB))
            while count := response.readinto(buffer):
                output.write(buffer[:count])
                size += count
        return size, first

    def cpu(self):
        """Seconds of processor time of the process and of its children."""
        pids = [self.process.pid, *proc(self.process.pid, f"task/{self.process.pid}/children").split()]
        return sum(int(ticks) for pid in pids for ticks in proc(pid, "stat").rpartition(")")[2].split()[11:13]) / TICKS


class Factory(Server):
    """Image Factory over the sample release, with a new store."""

    def __init__(self, source, data):
        port = free_port()
        self.data = data
        super().__init__(
            ["out/imagefactory", "serve", "--urls", f"http://127.0.0.1:{port}", "--source", source, "--data", data], port, f"{data}.log")

    def get_json(self, path):
        return json.load(self.request("GET", path))

    def post(self, schematic):
        return json.load(self.request("POST", "/schematics", json.dumps(schematic)))["id"]

    def written(self):
        """Bytes that the process caused to be written to disk."""
        return field(self.process.pid, "io", "write_bytes")

    def memory(self, key):
        return field(self.process.pid, "status", key) * 1024

    def reset_peak(self):
        # proc(5): 5 sets the peak resident set size to the present one.
        pathlib.Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")


class Nginx(Server):
    """nginx over a directory, as the package configures it: sendfile and one worker."""

    def __init__(self, program, directory, scratch):
        port = free_port()
        configuration = pathlib.Path(scratch, "nginx.conf")
        temporary = "".join(
            f"{name}_temp_path {scratch}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        configuration.write_text(
            f"daemon off; worker_processes 1; pid {scratch}/nginx.pid; events {{}} {'user root;' if os.getuid() == 0 else ''}\n"
            f"http {{ sendfile on; tcp_nopush on; access_log off; {temporary}\n"
            f"  server {{ listen 127.0.0.1:{port}; root {directory}; }} }}\n")
        super().__init__([program, "-e", "stderr", "-c", str(configuration)], port, f"{scratch}/nginx.log")
