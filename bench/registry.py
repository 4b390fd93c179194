#!/usr/bin/python3 -B
"""Pairs Image Factory as a registry with Debian's docker-registry; see README.md. Run by eng/bench --registry, in the repository's root."""

import argparse
import concurrent.futures
import itertools
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

from processes import MIB, Factory, Server, free_port

HOME = pathlib.Path(".cache/bench").absolute()
SOURCE = ".cache/sample"
numbers = itertools.count()


class DockerRegistry(Server):
    """docker-registry with its blobs in a directory."""

    def __init__(self, scratch):
        port = free_port()
        configuration = pathlib.Path(scratch, "config.yml")
        configuration.write_text(json.dumps({
            "version": "0.1",
            "log": {"level": "error", "accesslog": {"disabled": True}},
            "http": {"addr": f"127.0.0.1:{port}"},
            "storage": {"filesystem": {"rootdirectory": f"{scratch}/data"}},
        }))
        super().__init__(["docker-registry", "serve", str(configuration)], port, f"{scratch}/log")


def empty(name):
    directory = HOME / name
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    return directory


def copy(source, target):
    """Wall seconds of a copy of all architectures by skopeo."""
    start = time.perf_counter()
    subprocess.run(["skopeo", "copy", "--insecure-policy", "--quiet", "--all", "--src-tls-verify=false", "--dest-tls-verify=false",
                    source, target], check=True)
    return time.perf_counter() - start


def digests(server, name, reference):
    """What a pull of one architecture downloads, by path, and its size."""
    index = json.load(server.request("GET", f"/v2/{name}/manifests/{reference}"))
    manifest = json.load(server.request("GET", f"/v2/{name}/manifests/{index['manifests'][0]['digest']}"))
    blobs = [manifest["config"], *manifest["layers"]]
    return [f"/v2/{name}/blobs/{blob['digest']}" for blob in blobs], sum(blob["size"] for blob in blobs)


class Bench:
    def __init__(self, options):
        self.version, self.rounds, self.pulls = options.version, options.rounds, options.pulls
        self.extensions = options.extensions.split(",")
        self.rows = {}

    def run(self):
        with Factory(SOURCE, str(empty("data"))) as factory, DockerRegistry(str(empty("registry"))) as registry:
            for image in ("installer", "installer-secureboot"):
                factory.request("HEAD", f"/v2/{image}/{self.new(factory)}/manifests/{self.version}")  # from now on segments are warm
            for number in range(self.rounds):
                self.round(factory, registry)
                print(f"round {number + 1} of {self.rounds}", flush=True, file=sys.stderr)
            self.together(factory)
        self.print()

    def new(self, factory):
        """A schematic that nobody asked for before."""
        return factory.post({"customization": {
            "extraKernelArgs": [f"bench={time.time_ns()}.{next(numbers)}"],
            "systemExtensions": {"officialExtensions": self.extensions},
        }})

    def add(self, name, value):
        self.rows.setdefault(name, []).append(value)

    def round(self, factory, registry):
        for image, name in (("installer", "head"), ("installer-secureboot", "head signed")):
            made = self.new(factory)
            start = time.perf_counter()
            factory.request("HEAD", f"/v2/{image}/{made}/manifests/{self.version}").read()
            self.add(name, time.perf_counter() - start)
        ours = f"docker://127.0.0.1:{factory.port}/installer/{self.new(factory)}:{self.version}"
        theirs = f"docker://127.0.0.1:{registry.port}/installer:{next(numbers)}"
        self.add("pull cold", copy(ours, f"dir:{empty('pulled')}"))
        copy(ours, theirs)
        self.add("pull registry", copy(theirs, f"dir:{empty('pulled')}"))
        self.add("pull warm", copy(ours, f"dir:{empty('pulled')}"))

    def together(self, factory):
        """Many pulls of one new installer, each of its first architecture: none of them has anything yet."""
        name = f"installer/{self.new(factory)}"
        idle = factory.memory("VmRSS")
        factory.reset_peak()
        start = time.perf_counter()
        with concurrent.futures.ThreadPoolExecutor(self.pulls) as pool:
            sizes = list(pool.map(lambda _: self.pull(factory, name), range(self.pulls)))
        self.add("together", time.perf_counter() - start)
        self.add("together size", sum(sizes))
        self.add("peak", factory.memory("VmHWM") - idle)

    def pull(self, factory, name):
        paths, size = digests(factory, name, self.version)
        for path in paths:
            response = factory.request("GET", path)
            while response.read(MIB):
                pass
        return size

    def print(self):
        middle = {name: statistics.median(values) for name, values in self.rows.items()}
        print("| what | measured | target |\n| --- | --- | --- |")
        print(f"| HEAD of a new installer, s | {middle['head']:.2f} | 0.7 |")
        print(f"| HEAD of a new SecureBoot installer, s | {middle['head signed']:.2f} | 2 |")
        print(f"| `skopeo copy --all` of a new installer from us, s | {middle['pull cold']:.2f} | |")
        print(f"| the same from docker-registry, s | {middle['pull registry']:.2f} | |")
        print(f"| ours / docker-registry | {middle['pull cold'] / middle['pull registry']:.2f} | |")
        print(f"| the same from us again, s | {middle['pull warm']:.2f} | |")
        print(f"| {self.pulls} pulls at once, s | {middle['together']:.2f} | |")
        print(f"| MB that they got | {middle['together size'] / 1e6:.0f} | |")
        print(f"| memory above idle meanwhile, MiB | {middle['peak'] / MIB:.0f} | 300 |")


def main():
    parser = argparse.ArgumentParser(prog="eng/bench --registry", description="Pairs Image Factory as a registry with docker-registry.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pulls", type=int, default=100)
    parser.add_argument("--version", default="v1.11.0", help="the sample release's version with a base of a real release's size")
    parser.add_argument("--extensions", default="siderolabs/iproute2,siderolabs/qemu-guest-agent")
    Bench(parser.parse_args()).run()


if __name__ == "__main__":
    main()
