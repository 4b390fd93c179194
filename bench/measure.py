#!/usr/bin/python3 -B
"""Pairs Image Factory with the standard tools on the same inputs; see README.md. Run by eng/bench, in the repository's root."""

import argparse
import concurrent.futures
import contextlib
import itertools
import os
import pathlib
import shutil
import subprocess
import sys
import time

from processes import Factory, Nginx
from report import Report

HOME = pathlib.Path(".cache/bench").absolute()
SOURCE = ".cache/sample"
KEYS = HOME / "keys"
PLAIN, SIGNED = "metal-amd64.iso", "metal-amd64-secureboot.iso"
RUN = str(time.time_ns())
numbers = itertools.count()


def schematic(extensions=()):
    """One that nobody asked for before."""
    return {"customization": {
        "extraKernelArgs": [f"bench={RUN}.{next(numbers)}"],
        "systemExtensions": {"officialExtensions": list(extensions)},
    }}


def empty(name):
    directory = HOME / name
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    return directory


def run(command, log):
    """Wall and processor seconds of a command and all that it started."""
    start = time.perf_counter()
    with open(log, "w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{command[0]} failed: {log}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime


class Bench:
    file = PLAIN

    def __init__(self, options):
        self.version, self.rounds = options.version, options.rounds
        self.extensions = options.extensions.split(",")
        self.report = Report("one ISO")

    def run(self):
        self.prepare()
        for number in range(self.rounds):
            self.round()
            print(f"round {number + 1} of {self.rounds}", flush=True, file=sys.stderr)
        self.print()

    def print(self):
        self.report.print()
        self.report.print_hashing()
        self.report.print_serving()

    @contextlib.contextmanager
    def serve(self):
        """A factory that has keys, the release's artifacts and no extension: three requests before anything is measured."""
        data = empty("data")
        shutil.copytree(KEYS, data / "keys")
        with Factory(SOURCE, str(data)) as factory:
            for _ in range(3):
                factory.download(self.image(factory.post(schematic())))
            yield factory

    def image(self, schematic_id, file=None):
        return f"/image/{schematic_id}/{self.version}/{file or self.file}"

    def prepare(self):
        with Factory(SOURCE, str(empty("data"))) as factory:
            listed = {entry["name"]: entry["ref"] for entry in factory.get_json(f"/version/{self.version}/extensions/official")}
            plain = factory.post({})
            arguments = factory.request("GET", self.image(plain, "cmdline-metal-amd64")).read()
        references = [listed[name].partition("/")[2] for name in self.extensions]
        subprocess.run(["bench/inputs", SOURCE, self.version, HOME / "inputs", *references], check=True)
        (HOME / "inputs/cmdline").write_bytes(arguments + b" talos.halt_if_installed=1")
        key, public = KEYS / "pcr-signing-key.pem", KEYS / "pcr-signing-public-key.pem"
        subprocess.run(["out/imagefactory", "keys", "generate", "--output", KEYS, "--force"], check=True)
        subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-out", public], check=True)

    def round(self):
        """Ours and theirs in turns, so that a drift of the machine meets both."""
        with self.serve() as factory:
            made = self.ask(factory, "first ever")
            factory.download(self.image(made), HOME / "ours.iso")
            self.tools("reference", made, 18)
            self.ask_again(factory)
            tuned = self.tools("tuned", made, 3)
            self.ask_again(factory)
            kept = self.tools("kept", made, 3, tuned)
            self.ask_together(factory, "new")
            self.serve_again(factory)
            factory.download(self.image(made, SIGNED), HOME / "signed.iso")  # from now on the kernel's hashes are known
            self.ask_again(factory, "signed", SIGNED)
            signed = self.tools("signed by tools", made, 3, tuned, KEYS)
            self.hash_alone(signed)
        with self.serve() as factory:
            self.ask_together(factory, "first ever")
        subprocess.run(["bench/same", HOME / "inputs", HOME / "ours.iso", kept / "x.iso"], check=True)
        certificate = KEYS / "uki-signing-cert.pem"
        subprocess.run(["bench/same", HOME / "inputs", HOME / "signed.iso", signed / "x.iso", certificate], check=True)

    def ask(self, factory, name, file=None):
        """A new schematic, from POST to the last byte of its image."""
        os.sync()
        cpu, start = factory.cpu(), time.perf_counter()
        made = factory.post(schematic(self.extensions))
        size, first = factory.download(self.image(made, file))
        self.report.add(name, wall=time.perf_counter() - start, cpu=factory.cpu() - cpu, first=first - start, size=size)
        return made

    def tools(self, name, schematic_id, level, *further, program="bench/peer", result="x.iso"):
        """The same by the standard tools."""
        work = empty(name)
        command = [program, HOME / "inputs", work, str(level), schematic_id, *further]
        os.sync()
        wall, cpu = run(command, HOME / "tools.log")
        self.report.add(name, wall=wall, cpu=cpu, size=os.stat(work / result).st_size)
        return work

    def hash_alone(self, signed):
        """Each of the four hashes that a signed image needs, alone, over a UKI that is as long."""
        uki = signed / f"tree/EFI/Linux/Talos-{self.version}.efi"
        passes = [run(["openssl", "dgst", f"-{name}", uki], HOME / "hashes.log")[1] for name in ("sha256", "sha256", "sha384", "sha512")]
        self.report.add("hashes", cpu=sum(passes), size=uki.stat().st_size)

    def ask_again(self, factory, name="new", file=None, times=5):
        """New schematics whose extensions are at hand."""
        before = factory.written()
        for _ in range(times):
            self.ask(factory, name, file)
        self.report.add(name, written=(factory.written() - before) / times)

    def ask_together(self, factory, name, clients=8):
        """As many at once: the peak of memory."""
        idle = factory.memory("VmRSS")
        factory.reset_peak()
        with concurrent.futures.ThreadPoolExecutor(clients) as pool:
            for done in [pool.submit(self.download_new, factory) for _ in range(clients)]:
                done.result()
        self.report.add(name, peak=factory.memory("VmHWM") - idle)

    def download_new(self, factory):
        factory.download(self.image(factory.post(schematic(self.extensions))))

    def serve_again(self, factory, times=10):
        """Serving alone: the same asset from us, and as a file from nginx, both after as many downloads that are not counted."""
        path = self.image(factory.post(schematic(self.extensions)))
        with Nginx(str(HOME / "programs/usr/sbin/nginx"), HOME, str(empty("nginx"))) as nginx:
            for name, server, target in (("serving", factory, path), ("nginx", nginx, "/ours.iso")):
                for _ in range(times):
                    server.download(target)
                cpu = server.cpu()
                size = sum(server.download(target)[0] for _ in range(times))
                self.report.add(name, cpu_per_gb=(server.cpu() - cpu) / size * 1e9)


def main():
    parser = argparse.ArgumentParser(prog="eng/bench", description="Pairs Image Factory with the standard tools on the same inputs.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--version", default="v1.11.0", help="the sample release's version with a base of a real release's size")
    parser.add_argument("--extensions", default="siderolabs/containerd,siderolabs/iproute2,siderolabs/qemu-guest-agent")
    Bench(parser.parse_args()).run()


if __name__ == "__main__":
    main()
