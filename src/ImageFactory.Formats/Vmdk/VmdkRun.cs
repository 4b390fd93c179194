using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Vmdk;

/// <summary>
/// A run of a disk's grains that is packed by itself. Disks that differ little have most runs in common: what was packed for one serves all.
/// </summary>
/// <param name="Offset">Where it starts on the disk in bytes: a multiple of <see cref="Longest"/>.</param>
/// <param name="Content">What it holds.</param>
public sealed record VmdkRun(long Offset, ExtentMap Content)
{
    /// <summary>The length in bytes of all runs but the last of a disk.</summary>
    public const int Longest = 2 * 1024 * 1024;

    /// <summary>The most memory that packing a run takes, in bytes.</summary>
    public const int Memory = 2 * 1024 * 1024;

    private const string Rules = "vmdk-run/1";

    /// <summary>
    /// What determines what becomes of it, without reading anything: place, content and the version of the library that compresses. 64
    /// lower-case hexadecimal digits.
    /// </summary>
    public string Hash
    {
        get
        {
            var head = string.Create(CultureInfo.InvariantCulture, $"{Rules}\n{CodecLibraries.Zlib}\n{Offset}\n");
            return Convert.ToHexStringLower(SHA256.HashData([.. Encoding.ASCII.GetBytes(head), .. ExtentMapDocument.ToBytes(Content)]));
        }
    }

    /// <summary>The runs of a disk that hold anything but holes, in order.</summary>
    /// <exception cref="ArgumentException">The disk is empty, longer than 2000 GiB, or no multiple of 512 bytes long.</exception>
    public static IReadOnlyList<VmdkRun> Cut(ExtentMap disk)
    {
        if (disk.Length <= 0 || disk.Length > VmdkFormat.LargestDisk || disk.Length % VmdkFormat.SectorSize != 0)
        {
            throw new ArgumentException(
                $"A VMDK cannot have a disk of {disk.Length} bytes: it takes multiples of {VmdkFormat.SectorSize} up to "
                + $"{VmdkFormat.LargestDisk}.",
                nameof(disk));
        }

        return
        [
            .. from blocks in DataBlocks.Of(disk, Longest)
               from offset in Enumerable.Range(0, (int)blocks.Count).Select(index => (blocks.First + index) * Longest)
               select new VmdkRun(offset, disk.Slice(offset, Math.Min(Longest, disk.Length - offset))),
        ];
    }

    /// <summary>
    /// Reads the run once, without its holes, and writes the grains that are worth it compressed to <paramref name="packed"/>, to become
    /// a blob.
    /// </summary>
    /// <param name="blobs">Where its content is.</param>
    /// <param name="packed">Takes the compressed grains; nothing if there are none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">A blob is shorter than the map says.</exception>
    public async Task<VmdkGrains> PackAsync(IBlobSource blobs, Stream packed, CancellationToken cancellationToken)
    {
        var grains = new List<VmdkGrain>();
        using var packer = new VmdkGrainPacker();
        await using var reader = new ExtentReader(Content, blobs);
        foreach (var run in DataBlocks.Of(Content, VmdkFormat.GrainSize))
        {
            for (var number = run.First; number < run.End; number++)
            {
                await ReadAsync(reader, number, packer.Content, cancellationToken);
                packer.Pack((Offset / VmdkFormat.GrainSize) + number);
                if (packer.Grain is { } grain)
                {
                    grains.Add(grain);
                    await packed.WriteAsync(packer.Packed, cancellationToken);
                }
            }
        }

        return new VmdkGrains(grains);
    }

    // A disk may end in the middle of a grain.
    private static async ValueTask ReadAsync(ExtentReader reader, long number, Memory<byte> content, CancellationToken cancellationToken)
    {
        var offset = number * VmdkFormat.GrainSize;
        var length = (int)Math.Min(content.Length, reader.Map.Length - offset);
        await reader.ReadExactlyAsync(offset, content[..length], cancellationToken);
        content.Span[length..].Clear();
    }
}
