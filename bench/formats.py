#!/usr/bin/python3 -B
"""Pairs the formats of disk images with the standard tools; see README.md. Run by eng/bench --formats, in the repository's root."""

import argparse
import itertools
import json
import pathlib
import shutil
import statistics
import subprocess
import time

from processes import Factory

HOME = pathlib.Path(".cache/bench").absolute()
SOURCE = ".cache/sample"
EXTENSIONS = ["siderolabs/containerd", "siderolabs/iproute2", "siderolabs/qemu-guest-agent"]
RUN = str(time.time_ns())
numbers = itertools.count()

QCOW2 = "qemu-img convert -f raw -O qcow2 -o cluster_size=8k {raw} {out}"
VMDK = "qemu-img convert {more} -f raw -O vmdk -o subformat=streamOptimized {raw} {out}.vmdk && sha256sum {out}.vmdk && tar -cf {out} -C $(dirname {out}) $(basename {out}).vmdk"
TAR = "tar --sparse --sort=name --owner=0 --group=0 --numeric-owner -cf - -C $(dirname {raw}) $(basename {raw}) | pigz -{level} --no-time > {out}"

# The raw image of two file systems and a table, from kernel image, kernel and initramfs that are there already: as the reference does it, all of
# both file systems in its place and copied with their zeros, or hand-tuned with holes. Boot loaders and META are left out, in the tools' favour.
MAKE_RAW = """
rm -f efi boot made
{allocate} 2101M efi; {allocate} 2000M boot; truncate -s $(stat -c %s {raw}) made
mkfs.vfat -F 32 -n EFI --invariant efi
mmd -i efi ::EFI ::EFI/Linux
mcopy -i efi metal-amd64-uki.efi ::EFI/Linux/
printf '/\\n0 0\\nd--755 0 0\\nA d--755 0 0\\n vmlinuz ---644 0 0 kernel-amd64\\n initramfs.xz ---644 0 0 initramfs-amd64.xz\\n $\\n$\\n' > proto
mkfs.xfs -q -f -L BOOT -p proto boot
sgdisk -n 1:1M:+2101M -n 2:0:+1M -n 3:0:+2000M -n 4:0:+1M made
dd if=efi of=made bs=1M seek=1 conv={copy} status=none
dd if=boot of=made bs=1M seek=2103 conv={copy} status=none
"""
RAW_REFERENCE = MAKE_RAW.replace("{allocate}", "fallocate -l").replace("{copy}", "notrunc")
RAW_TUNED = MAKE_RAW.replace("{allocate}", "truncate -s").replace("{copy}", "notrunc,sparse")

# File, the raw image behind it, the reference's command and the most that we may take of it, hand-tuned and the same.
FORMATS = [
    ("metal-amd64.raw.zst", "metal", "zstd -q -T0 -18 -f -o {out} {raw}", 1 / 200, "zstd -q -T0 -1 -f -o {out} {raw}", 1 / 5),
    ("metal-amd64.raw.xz", "metal", "xz -0 -T0 -c {raw} > {out}", 1 / 200, "xz -0 -T0 --block-size=4MiB -c {raw} > {out}", 1 / 5),
    ("metal-amd64.qcow2", "metal", QCOW2, 1 / 10, QCOW2.replace("convert", "convert -W -m 16"), 1 / 2),
    ("vmware-amd64.ova", "vmware", VMDK.replace("{more}", ""), 1 / 10, VMDK.replace("{more}", "-W -m 16"), 1 / 2),
    ("gcp-amd64.raw.tar.gz", "gcp", TAR.replace("{level}", "6"), 1 / 20, TAR.replace("{level}", "1"), 1 / 2),
]


def schematic():
    """One that nobody asked for before."""
    return {"customization": {
        "extraKernelArgs": [f"bench={RUN}.{next(numbers)}"], "systemExtensions": {"officialExtensions": EXTENSIONS}}}


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--version", default="v1.13.0")
    parser.add_argument("--only", help="a part of the names of the images to measure, such as .ova")
    options = parser.parse_args()
    work = HOME / "formats"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)

    formats = [row for row in FORMATS if (options.only or "") in row[0]]
    (work / "schematic.json").write_text(json.dumps(schematic()))
    platforms = sorted({platform for _, platform, *_ in formats})
    subprocess.run(
        ["out/imagefactory", "build", *[f"{platform}-amd64.raw" for platform in platforms],
         "metal-amd64-uki.efi", "kernel-amd64", "initramfs-amd64.xz", "--schematic", work / "schematic.json",
         "--talos-version", options.version, "--source", SOURCE, "--data", work / "raw-data", "--output", work], check=True, stderr=subprocess.DEVNULL)

    times = {}
    with Factory(SOURCE, str(work / "data")) as factory:
        def get(file):
            size, _ = factory.download(f"/image/{factory.post(schematic())}/{options.version}/{file}")
            times.setdefault((file, "size"), []).append(size)

        for file, *_ in formats:
            times[file, "first"] = [timed(lambda: get(file))]
        idle = factory.memory("VmRSS")
        factory.reset_peak()
        for _ in range(options.rounds):
            for file, platform, reference, _, tuned, _ in formats:
                raw, out = work / f"{platform}-amd64.raw", work / "tools"
                for name, command in (
                    ("reference raw", RAW_REFERENCE), ("reference", reference), ("tuned raw", RAW_TUNED), ("tuned", tuned)):
                    shell = ["bash", "-ec", f"cd {work}; " + command.format(raw=raw, out=out)]
                    times.setdefault((file, name), []).append(timed(lambda: subprocess.run(shell, check=True, stdout=subprocess.DEVNULL)))
                    if not name.endswith("raw"):
                        times.setdefault((file, name + " size"), []).append(out.stat().st_size)
                for _ in range(5):
                    times.setdefault((file, "ours"), []).append(timed(lambda: get(file)))
        peak = factory.memory("VmHWM") - idle

    print("| image | ours, new schematic s | first ever s | MB | reference: raw s | last step s | MB | ratio | of the last step | at most "
          "| hand-tuned: raw s | last step s | ratio | of the last step | at most |")
    print("| --- " * 15 + "|")
    median = lambda file, name: statistics.median(times[file, name])
    for file, _, _, most, _, most_tuned in formats:
        ours, raw, reference, tuned_raw, tuned = (
            median(file, name) for name in ("ours", "reference raw", "reference", "tuned raw", "tuned"))
        print(f"| {file} | {ours:.3f} | {median(file, 'first'):.2f} | {median(file, 'size') / 1e6:.0f} | {raw:.2f} | {reference:.2f} "
              f"| {median(file, 'reference size') / 1e6:.0f} | 1/{(raw + reference) / ours:.0f} | 1/{reference / ours:.1f} | 1/{1 / most:.0f} "
              f"| {tuned_raw:.2f} | {tuned:.2f} | 1/{(tuned_raw + tuned) / ours:.1f} | 1/{tuned / ours:.1f} | 1/{1 / most_tuned:.0f} |")
    print(f"\nPeak memory above idle: {peak / (1 << 20):.0f} MiB.")


main()
