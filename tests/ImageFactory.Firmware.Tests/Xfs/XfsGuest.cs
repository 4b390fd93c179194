using System.Text;
using ImageFactory.Formats.Cpio;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Xfs;

/// <summary>
/// A guest of the sample release's kernel that mounts a disk as XFS, creates, grows, renames and deletes files on it, and reports what it
/// met as the release's own <c>/init</c> does.
/// </summary>
internal static class XfsGuest
{
    private const string Script =
        """
        #!/bin/busybox sh
        export PATH=/usr/bin:/usr/sbin:/bin:/sbin

        /bin/busybox mkdir -p /proc /sys /dev /base /disk
        /bin/busybox mount -t proc proc /proc
        mount -t sysfs sysfs /sys
        mount -t devtmpfs devtmpfs /dev 2>/dev/null
        dmesg -n 1
        exec 3>/dev/ttyS0
        say() { printf 'imagefactory.%s\n' "$1" >&3; }
        try() { "$@" || say "error=$*"; }
        echo >&3

        for module in /modules/*.ko; do try insmod "$module"; done
        try mount -t squashfs -o loop,ro /rootfs.sqsh /base
        for directory in proc sys dev; do try mount --bind /$directory /base/$directory; done
        for module in virtio_blk xfs; do try env LD_LIBRARY_PATH=/usr/local/lib chroot /base /bin/modprobe $module; done

        try mount -t xfs /dev/vda /disk
        say "sector=$(cat /sys/block/vda/queue/logical_block_size)"
        say "config=$(cat /disk/grub/grub.cfg)"
        for file in vmlinuz initramfs.xz; do say "sha256.$file=$(sha256sum < /disk/A/$file | cut -d' ' -f1)"; done

        try mkdir /disk/B
        try cp /disk/A/vmlinuz /disk/B/vmlinuz
        try dd if=/dev/zero of=/disk/B/new bs=1M count=40 2>/dev/null
        cat /disk/A/vmlinuz >> /disk/grub/grub.cfg || say 'error=grow'
        n=0
        while [ $n -lt 300 ]; do echo $n > /disk/file-$n || say "error=file-$n"; n=$((n + 1)); done
        try mv /disk/file-0 /disk/A/renamed
        try rm /disk/A/initramfs.xz /disk/B/new /disk/file-1*
        try umount /disk

        try mount -t xfs /dev/vda /disk
        say "files=$(find /disk -type f | wc -l)"
        say "grown=$(wc -c < /disk/grub/grub.cfg)"
        try umount /disk
        dmesg | grep -iE 'xfs.*(corrupt|error|warn)' | while read -r line; do say "error=$line"; done
        say 'done=1'
        sync
        sleep 1
        poweroff -f

        """;

    /// <summary>Boots it once with a disk, which keeps what was written.</summary>
    public static async Task<GuestReport> RunAsync(
        byte[] kernel, byte[] initramfs, string disk, int sectorSize, CancellationToken cancellationToken)
    {
        using var directory = new TemporaryDirectory();
        var script = CpioEntry.File("judge", 0x1ED, 0, ExtentMap.OfBytes(Encoding.UTF8.GetBytes(Script)));
        var archive = CpioImage.Map(CpioLayout.Create(new CpioTree([script])));
        var whole = new ExtentMapBuilder().AppendBytes(initramfs).PadTo(4).Append(archive).Build();
        await File.WriteAllBytesAsync(directory.Combine("kernel"), kernel, cancellationToken);
        await WriteAsync(whole, directory.Combine("initramfs"), cancellationToken);
        return await QemuMachine.BootAsync(
            new QemuOptions
            {
                Architecture = GuestArchitecture.Amd64,
                Firmware = GuestFirmware.Bios,
                Medium = BootMedium.Kernel,
                Image = directory.Combine("kernel"),
                Initramfs = directory.Combine("initramfs"),
                CommandLine = "console=ttyS0 rdinit=/judge",
                Disk = disk,
                DiskSectorSize = sectorSize,
            },
            cancellationToken);
    }

    /// <summary>Writes a map of bytes and zeros to a file.</summary>
    public static async Task WriteAsync(ExtentMap map, string path, CancellationToken cancellationToken)
    {
        await using var stream = new ExtentStream(map, new MemoryBlobs());
        await using var file = File.Create(path);
        await stream.CopyToAsync(file, cancellationToken);
    }
}
