using System.Globalization;
using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Layout;
using ImageFactory.Sample.Table;
using ImageFactory.Sample.Tests.Packages;
using ImageFactory.Testing;

namespace ImageFactory.Sample.Tests;

/// <summary>A sample release of a few releases and extensions, made of tiny packages: whole in form, and made in an instant.</summary>
internal sealed class FakeRelease : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly StringBuilder _lock = new();

    public string Output => _directory.Combine("output");

    public string Packages => _directory.Combine("packages");

    public LayoutSource Source => new(Output);

    public static SampleTable Table { get; } = Shrink(SampleTable.Read(SampleData.Read("sample.json")));

    public static async Task<FakeRelease> CreateAsync(CancellationToken cancellationToken)
    {
        var release = new FakeRelease();
        foreach (var (architecture, machine) in Table.Architectures)
        {
            await release.AddPackagesAsync(architecture, machine, cancellationToken);
            await release.WriteAsync($"modules/{architecture}/all/modules.dep", AllModules, cancellationToken);
            await release.WriteAsync($"modules/{architecture}/base/modules.dep", "kernel/loop.ko:\nkernel/vfat.ko:\n", cancellationToken);
            await release.WriteAsync($"modules/{architecture}/base/modules.alias", "# none\n", cancellationToken);
        }

        await release.WriteAsync("lock.tsv", release._lock.ToString(), cancellationToken);
        return release;
    }

    public Task BuildAsync(string output, CancellationToken cancellationToken) =>
        SampleReleaseBuilder.BuildAsync(Table, Packages, output, TextWriter.Null, cancellationToken);

    public async Task<FakeRelease> BuiltAsync(CancellationToken cancellationToken)
    {
        await BuildAsync(Output, cancellationToken);
        return this;
    }

    /// <summary>The files of an image with their content.</summary>
    public async Task<Dictionary<string, byte[]>> ReadAsync(string reference, string architecture, CancellationToken cancellationToken)
    {
        var image = await Oci.Content.Images.FindAsync(Source, Reference.Parse(reference), architecture, cancellationToken);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var file in ImageFiles.ReadAsync(Source, image!, cancellationToken)) // the test fails on an absent image
        {
            var content = new MemoryStream();
            await file.Content.CopyToAsync(content, cancellationToken);
            files.Add(file.Entry.Path, content.ToArray());
        }

        return files;
    }

    public string Combine(params string[] parts) => _directory.Combine(parts);

    public void Dispose() => _directory.Dispose();

    private const string AllModules =
        "kernel/loop.ko:\nkernel/vfat.ko:\nkernel/lru_cache.ko:\nkernel/drbd.ko: kernel/lru_cache.ko kernel/vfat.ko\n";

    private static SampleTable Shrink(SampleTable table) => table with
    {
        InitramfsModules = table.Architectures.Keys.ToDictionary(name => name, _ => (IReadOnlyList<string>)["loop"], StringComparer.Ordinal),
        Rootfs = table.Rootfs with
        {
            Files = [.. table.Rootfs.Files.Where(row => row.Package is "busybox-static")],
            Modules = ["vfat"],
            Variants = new Dictionary<string, RootfsVariant>(StringComparer.Ordinal)
            {
                ["small"] = new() { AllModules = false, Files = [] },
            },
        },
        Releases = [.. table.Releases.Where(row => row.Version is "v1.3.7" or "v1.7.0" or "v1.13.0" or "v1.14.0")],
        Extensions = table.Extensions.Where(row => row.Key is "siderolabs/drbd" or "siderolabs/fuse3" or "siderolabs/talos-vmtoolsd")
            .ToDictionary(row => row.Key, row => row.Value with { Libraries = [] }, StringComparer.Ordinal),
    };

    private async Task AddPackagesAsync(string architecture, ArchitectureRow machine, CancellationToken cancellationToken)
    {
        var modules = new[] { "loop", "vfat", "lru_cache", "drbd" }.Select(name => ($"usr/lib/modules/6.1-fake/kernel/{name}.ko", name));
        await AddAsync(machine.KernelPackage, architecture, [("boot/vmlinuz-6.1-fake", $"kernel of {architecture}"), .. modules], cancellationToken);
        await AddAsync("busybox-static", architecture, [("usr/bin/busybox", "busybox")], cancellationToken);
        await AddAsync("libc6", architecture, [(machine.Loader, "loader")], cancellationToken);
        await AddAsync(
            "systemd-boot-efi",
            architecture,
            [
                ($"usr/lib/systemd/boot/efi/linux{machine.Efi}.efi.stub", "stub"),
                ($"usr/lib/systemd/boot/efi/systemd-boot{machine.Efi}.efi", "boot loader"),
            ],
            cancellationToken);
        foreach (var package in machine.GrubPackages)
        {
            await AddAsync(package, architecture, [($"usr/lib/grub/{package}/kernel.img", "GRUB")], cancellationToken);
        }

        await AddAsync("fuse3", architecture, [("usr/bin/fusermount3", "fusermount3")], cancellationToken);
        await AddAsync("open-vm-tools", architecture, [("usr/bin/vmtoolsd", "vmtoolsd")], cancellationToken);
    }

    private async Task AddAsync(string name, string architecture, (string, string)[] files, CancellationToken cancellationToken)
    {
        var package = await FakePackage.CreateAsync(files);
        var file = $"{name.Split('>')[0]}_{architecture}.deb";
        _lock.Append(
            CultureInfo.InvariantCulture, $"{name}\t1:2.0+x-1\t{architecture}\t{Digest.OfBytes(package).Hex}\t{name}\ttrixie\t{file}\n");
        Directory.CreateDirectory(Packages);
        await File.WriteAllBytesAsync(Path.Combine(Packages, file), package, cancellationToken);
    }

    private async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var full = Path.Combine(Packages, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!); // a file has a directory
        await File.WriteAllTextAsync(full, text, cancellationToken);
    }
}
