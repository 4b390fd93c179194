#!/usr/bin/python3 -B
"""An initramfs with five extensions, paired with the standard tools; see README.md. Run by eng/bench --initramfs, in the repository's root."""

import argparse

from measure import Bench
from report import Report

EXTENSIONS = ["containerd", "iproute2", "qemu-guest-agent", "btrfs", "tpm2-tools"]


class InitramfsBench(Bench):
    file = "initramfs-amd64.xz"

    def __init__(self, options):
        super().__init__(options)
        self.report = Report("one initramfs")

    def print(self):
        self.report.print()

    def round(self):
        with self.serve() as factory:
            made = self.ask(factory, "first ever")
            self.tools("reference", made, 18)
            self.ask_again(factory)
            tuned = self.tools("tuned", made, 3)
            self.ask_again(factory)
            self.tools("kept", made, 3, tuned)
            self.ask_together(factory, "new")

    def tools(self, name, schematic_id, level, *further):
        return super().tools(name, schematic_id, level, *further, program="bench/peer-initramfs", result="initramfs.xz")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--version", default="v1.13.0")
    parser.add_argument("--extensions", default=",".join(f"siderolabs/{name}" for name in EXTENSIONS))
    InitramfsBench(parser.parse_args()).run()


main()
