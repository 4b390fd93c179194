using System.Security.Cryptography;
using System.Text;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Compression.Composed;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Compression;

/// <summary>
/// A tar archive of one disk image as composed gzip, xz and zstd streams of many segments: with blobs that compress and that do not, and
/// zeros. One archive serves readers of streams and of archives.
/// </summary>
public sealed class ComposedFiles : IAsyncLifetime
{
    /// <summary>The name of the file in the archive.</summary>
    public const string Member = "disk.raw";

    private const int Mebibyte = 1024 * 1024;

    private readonly TemporaryDirectory _directory = new();
    private readonly MemoryBlobs _blobs = new();

    /// <summary>SHA-256 of the archive in hexadecimal.</summary>
    public string Archive { get; private set; } = string.Empty;

    /// <summary>SHA-256 of the file in the archive in hexadecimal.</summary>
    public string Disk { get; private set; } = string.Empty;

    /// <summary>A place for whatever a test needs.</summary>
    public string Scratch => _directory.Path;

    /// <summary>The path of the composed stream of a kind.</summary>
    public string PathOf(CompressionKind kind) => _directory.Combine(kind switch
    {
        CompressionKind.Gzip => "archive.tar.gz",
        CompressionKind.Xz => "archive.tar.xz",
        _ => "archive.tar.zst",
    });

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var noise = new byte[(9 * Mebibyte) + 321];
        new Random(1).NextBytes(noise);
        var text = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 400_000).Select(number => $"line {number * 7919 % 100_003}")));
        var disk = new ExtentMapBuilder()
            .AppendBytes(Encoding.UTF8.GetBytes("a label"))
            .PadTo(4096)
            .Append(_blobs.Add(noise))
            .AppendZeros((20 * Mebibyte) + 1000)
            .Append(_blobs.Add(text))
            .AppendBytes(text.AsMemory(0, 300_000))
            .AppendZeros(70_000)
            .Build();
        var entry = new TarEntry { Path = Member, Type = TarEntryType.File, Mode = 0x1A4, ModificationTime = 0 };
        var archive = TarImage.Map([new TarMember(entry, disk)]);
        Disk = await HashAsync(disk);
        Archive = await HashAsync(archive);
        foreach (var kind in (CompressionKind[])[CompressionKind.Gzip, CompressionKind.Xz, CompressionKind.Zstd])
        {
            var composed = await ComposedCompression.ComposeAsync(
                archive,
                ComposedOptions.Of(kind) with { Threads = 2 },
                new MemorySegments(_blobs),
                _blobs,
                progress: null,
                TestContext.Current.CancellationToken);
            await MapBytes.WriteAsync(composed, PathOf(kind), _blobs);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> HashAsync(ExtentMap map) =>
        Convert.ToHexStringLower(SHA256.HashData(await MapBytes.ReadAsync(map, _blobs)));
}
