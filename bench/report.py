"""The measured series, and the two tables that sum them up."""

import collections
import statistics

MIB = 1 << 20

ROWS = (
    ("first ever", "Image Factory, extensions never seen"),
    ("new", "Image Factory, new schematic, extensions seen"),
    ("reference", "tools, zstd -18"),
    ("tuned", "tools, zstd -3"),
    ("kept", "tools, zstd -3, squashfs images kept"),
    ("signed", "Image Factory, signed, new schematic, extensions seen"),
    ("signed by tools", "tools, signed, zstd -3, squashfs images kept"),
)

# What the specification asks for: ours, theirs, at most this share of it.
RATIOS = (
    ("first ever", "reference", 1 / 10),
    ("first ever", "tuned", 1),
    ("new", "reference", 1 / 200),
    ("new", "kept", 1 / 10),
    ("signed", "signed by tools", 1 / 4),
)


def row(*cells):
    print("|", " | ".join(map(str, cells)), "|")


def ratio(value):
    return f"1/{1 / value:.3g}" if value < 1 else f"{value:.3g}"


def met(value, limit):
    return "yes" if value <= limit else "no"


class Report:
    """What was measured of one kind of file; print leaves out the rows that were not."""

    def __init__(self, subject):
        self.subject = subject
        self.series = collections.defaultdict(list)

    def add(self, name, **values):
        for key, value in values.items():
            self.series[name, key].append(value)

    def has(self, name, key):
        return (name, key) in self.series

    def median(self, name, key):
        return statistics.median(self.series[name, key])

    def print(self):
        self.print_times()
        print()
        self.print_targets()

    def print_serving(self):
        ours, nginx = self.median("serving", "cpu_per_gb"), self.median("nginx", "cpu_per_gb")
        print(f"\nServing an image again takes {ours:.2f} CPU s per GB, nginx {nginx:.2f}: {ratio(ours / nginx)} times.")

    def print_hashing(self):
        size = self.median("hashes", "size") / 1e6
        ours, alone = (size / self.median(name, "cpu") for name in ("signed", "hashes"))
        print(f"\nSigning handles {ours:.0f} MB of UKI per CPU s; the four hashes alone, by openssl, {alone:.0f} MB.")

    def print_times(self):
        row(self.subject, "wall s, median (min-max)", "CPU s", "first 64 KiB ms", "MB")
        row(*["---"] * 5)
        for name, title in ROWS:
            if not self.has(name, "wall"):
                continue
            wall = self.series[name, "wall"]
            first = f"{self.median(name, 'first') * 1e3:.0f}" if self.has(name, "first") else "-"
            row(title, f"{statistics.median(wall):.2f} ({min(wall):.2f}-{max(wall):.2f})", f"{self.median(name, 'cpu'):.2f}", first,
                f"{self.median(name, 'size') / 1e6:.0f}")

    def print_targets(self):
        titles = dict(ROWS)
        row("target", "measured", "by CPU", "at most", "met")
        row(*["---"] * 5)
        for ours, theirs, limit in RATIOS:
            if not self.has(theirs, "wall"):
                continue
            wall, cpu = (self.median(ours, key) / self.median(theirs, key) for key in ("wall", "cpu"))
            row(f"{ours} / {titles[theirs]}", ratio(wall), ratio(cpu), ratio(limit), met(wall, limit))
        self.print_limit("first 64 KiB of a new schematic, ms", self.median("new", "first") * 1e3, 50)
        self.print_limit("written for a new schematic, % of the image", self.median("new", "written") / self.median("new", "size") * 100, 1)
        for name in ("new", "first ever"):
            if self.has(name, "peak"):
                self.print_limit(f"memory, 8 at once ({name}), MiB above idle", max(self.series[name, "peak"]) / MIB, 300)

    def print_limit(self, title, value, limit):
        row(title, f"{value:.2f}", "-", limit, met(value, limit))
