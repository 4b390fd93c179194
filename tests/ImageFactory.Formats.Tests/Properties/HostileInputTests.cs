using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using ImageFactory.Formats.Cpio;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Kmod;
using ImageFactory.Formats.SquashFs;
using ImageFactory.Formats.Tar;
using ImageFactory.Formats.Tests.SquashFs;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Formats.Tests.Properties;

/// <summary>
/// Whatever is done to a file, its reader reads it or says <see cref="InvalidDataException"/>: soon, and without taking more memory than it
/// may. 100,000 cases for each of four formats in every run, and a million in the matrix; always the same ones.
/// </summary>
public sealed class HostileInputTests
{
    private const int Cases = 100_000;
    private const int MatrixCases = 1_000_000;
    private const ulong Seed = 1_559_424_892;
    private const ulong Gamma = 1_559_424_891;
    private const long MostMemory = 128 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly SquashFsLimits Limits = new() { MaxMetadata = 4 * 1024 * 1024, MaxEntries = 10_000, MaxDepth = 64 };

    private delegate Task Reading(byte[] bytes);

    [Theory]
    [InlineData("cpio")]
    [InlineData("module")]
    [InlineData("squashfs")]
    [InlineData("tar")]
    public Task Damaged_files_are_read_or_invalid(string format) => CheckAsync(format, Cases);

    [Theory]
    [InlineData("cpio")]
    [InlineData("module")]
    [InlineData("squashfs")]
    [InlineData("tar")]
    [MatrixTier]
    public Task Many_damaged_files_are_read_or_invalid(string format) => CheckAsync(format, MatrixCases);

    private static async Task CheckAsync(string format, int cases)
    {
        var (originals, reading) = await OfAsync(format);
        var (read, invalid) = (0, 0);
        var property = Prop.ForAll(
            Gen.Elements(originals).SelectMany(original => Damage.Several, (original, damages) => (original, damages)).ToArbitrary(),
            item =>
            {
                var isRead = IsRead(Damage.Apply(item.original, item.damages), reading);
                read += isRead ? 1 : 0;
                invalid += isRead ? 0 : 1;
            });
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithQuietOnSuccess(true).WithReplay(Seed, Gamma));

        Assert.Equal(cases, read + invalid);
        Assert.True(read > 0 && invalid > 0, $"{read} were read, {invalid} were invalid.");
    }

    private static bool IsRead(byte[] bytes, Reading reading)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        try
        {
            // All is in memory: nothing is ever waited for.
            var task = reading(bytes);
            Assert.True(task.IsCompleted);
            task.GetAwaiter().GetResult();
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
        }
    }

    private static async Task<(byte[][] Originals, Reading Reading)> OfAsync(string format) => format switch
    {
        "cpio" => ([await MapBytes.ReadAsync(CpioImage.Map(CpioLayout.Create(Archive())))], ReadCpioAsync),
        "module" => ([Module(hasChecksums: false).ToBytes(), Module(hasChecksums: true).ToBytes()], ReadModuleAsync),
        "squashfs" =>
        (
            [
                new RawImage().Add("a"u8.ToArray()).Add("bc"u8.ToArray()).ToBytes(),
                new RawImage().ToBytes(),
                await SampleTree.WriteAsync(Tree(), SampleTree.Options with { BlockSize = 4096, Threads = 1 }),
            ],
            ReadSquashFsAsync),
        "tar" => ([await MapBytes.ReadAsync(TarImage.Map(Members()))], ReadTarAsync),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There are no files of that format."),
    };

    private static CpioTree Archive() => CpioTree.Sorted(
    [
        CpioEntry.Directory("etc", 0x1ED, 1),
        CpioEntry.File("etc/hostname", 0x1A4, 1, ExtentMap.OfBytes("talos\n"u8.ToArray())),
        CpioEntry.SymbolicLink("link", "etc/hostname", 1),
        CpioEntry.CharacterDevice("null", 0x1B6, 1, 1, 3),
    ]);

    private static MiniModule Module(bool hasChecksums) => new()
    {
        Information = ["license=GPL", "alias=pci:v00008086d*", "softdep=pre: crc32c", "alias=char-major-10-229", "alias=devname:fuse"],
        Exports = ["first", "second"],
        Needs = ["printk", "third"],
        Versions = ["module_layout", "printk"],
        HasChecksums = hasChecksums,
    };

    private static SquashFsDirectory Tree() => SampleTree.Folder(
        ("bin", SampleTree.Folder(("sh", SampleTree.File(ExtentMap.OfBytes(SampleTree.HalfNoise(9000, 1)))))),
        ("etc", SampleTree.Folder(("hostname", SampleTree.Text("talos\n")))),
        ("link", SampleTree.Link("etc/hostname")));

    private static TarMember[] Members() =>
    [
        MiniImage.Manifest("test"),
        MiniImage.Special("rootfs", TarEntryType.Directory),
        MiniImage.File("rootfs/" + new string('n', 200), "long\n"),
        MiniImage.Special("rootfs/link", TarEntryType.Symlink, "manifest.yaml"),
    ];

    private static async Task ReadCpioAsync(byte[] bytes)
    {
        var reader = new CpioReader(new MemoryStream(bytes), new CpioReaderLimits(MaxEntries: 1000, MaxTotalBytes: 1 << 20));
        while (await reader.ReadNextAsync(CancellationToken.None) is { } entry)
        {
            await entry.Content.CopyToAsync(Stream.Null);
        }
    }

    private static async Task ReadModuleAsync(byte[] bytes)
    {
        var facts = await KernelModuleReader.ReadAsync("kernel/a.ko", new MemoryStream(bytes), CancellationToken.None);
        ModuleIndex.Create(new ModuleTree { Modules = [facts], Search = [ModuleTree.BuiltIn] });
    }

    private static async Task ReadSquashFsAsync(byte[] bytes)
    {
        await using var reader = await SampleTree.OpenAsync(bytes, Limits);
        foreach (var entry in reader.Walk(reader.Root))
        {
            reader.ReadXattrs(entry.Inode);
            if (entry.Inode.Kind == SquashFsKind.Symlink)
            {
                reader.ReadLink(entry.Inode);
            }
            else if (entry.Inode is { Kind: SquashFsKind.File, Size: < 1 << 20 })
            {
                await using var content = reader.OpenFile(entry.Inode);
                await content.CopyToAsync(Stream.Null);
            }
        }
    }

    private static async Task ReadTarAsync(byte[] bytes)
    {
        using var reader = new TarReader(new MemoryStream(bytes), new TarLimits { MaxEntries = 1000, MaxEntrySize = 1 << 20 });
        while (await reader.NextAsync(CancellationToken.None) is not null)
        {
            await reader.Content.CopyToAsync(Stream.Null);
        }
    }
}
