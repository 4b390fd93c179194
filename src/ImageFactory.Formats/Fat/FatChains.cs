using System.Buffers.Binary;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Fat;

/// <summary>
/// Follows the chains of a file allocation table. No cluster can belong to two chains, so all together are not longer than the file
/// system: that is what ends circles.
/// </summary>
internal sealed class FatChains
{
    private const int WindowSize = 64 * 1024;

    // What the specification allows: 65536 entries.
    private const int LongestDirectory = 65536 * FatDirectoryEntry.Size;

    // A file that is spread over more places was made to be.
    private const int MostRuns = 1_000_000;

    private readonly FatVolume _volume;
    private readonly ExtentReader _image;
    private readonly byte[] _window = new byte[WindowSize];
    private long _windowStart = -1;
    private int _windowLength;
    private long _taken;
    private int _runs;

    public FatChains(FatVolume volume, ExtentReader image)
    {
        _volume = volume;
        _image = image;
    }

    /// <summary>The content of so many bytes that starts with a cluster.</summary>
    /// <exception cref="InvalidDataException">The chain is shorter, leaves the file system, or runs in circles.</exception>
    public Task<ExtentMap> ReadFileAsync(uint first, long length, CancellationToken cancellationToken) =>
        length == 0 ? Task.FromResult(ExtentMap.Empty) : FollowAsync(first, length, isDirectory: false, cancellationToken);

    /// <summary>The content of a directory, up to the end of its chain or the longest that a directory can be.</summary>
    /// <exception cref="InvalidDataException">The chain leaves the file system, or runs in circles.</exception>
    public Task<ExtentMap> ReadDirectoryAsync(uint first, CancellationToken cancellationToken) =>
        FollowAsync(first, LongestDirectory, isDirectory: true, cancellationToken);

    private async Task<ExtentMap> FollowAsync(uint cluster, long length, bool isDirectory, CancellationToken cancellationToken)
    {
        var builder = new ExtentMapBuilder();
        while (builder.Length < length)
        {
            if (isDirectory && builder.Length > 0 && !_volume.Has(cluster))
            {
                return builder.Build();
            }

            var (count, next) = await ReadRunAsync(cluster, (length - builder.Length + _volume.ClusterSize - 1) / _volume.ClusterSize, cancellationToken);
            var bytes = Math.Min(count * _volume.ClusterSize, length - builder.Length);
            builder.Append(_image.Map.Slice(_volume.OffsetOf(cluster), bytes));
            cluster = next;
        }

        return builder.Build();
    }

    /// <summary>The clusters in a row from one on, at most so many, and the one that the last names.</summary>
    private async ValueTask<(long Count, uint Next)> ReadRunAsync(uint first, long most, CancellationToken cancellationToken)
    {
        Take(first);
        if (++_runs > MostRuns)
        {
            throw new InvalidDataException($"The files of the FAT file system are in more than {MostRuns} pieces.");
        }

        var count = 1L;
        var next = await NextAsync(first, cancellationToken);
        while (count < most && next == first + count)
        {
            Take(next);
            count++;
            next = await NextAsync(next, cancellationToken);
        }

        return (count, next);
    }

    private void Take(uint cluster)
    {
        if (!_volume.Has(cluster))
        {
            throw new InvalidDataException($"A chain of the FAT file system ends too early, or leaves it at cluster {cluster}.");
        }

        if (++_taken > _volume.Clusters)
        {
            throw new InvalidDataException("The chains of the FAT file system cross each other or run in circles.");
        }
    }

    private async ValueTask<uint> NextAsync(uint cluster, CancellationToken cancellationToken)
    {
        var bit = (long)cluster * _volume.EntryBits;
        var entry = await ReadTableAsync(bit / 8, cancellationToken);
        return _volume.EntryBits switch
        {
            12 => (entry >> (int)(bit % 8)) & 0xFFF,
            16 => entry & 0xFFFF,
            _ => entry & 0x0FFFFFFF,
        };
    }

    // Four bytes of the table; those behind its end are zeros.
    private async ValueTask<uint> ReadTableAsync(long offset, CancellationToken cancellationToken)
    {
        if (_windowStart < 0 || offset < _windowStart || offset + sizeof(uint) > _windowStart + _windowLength)
        {
            _windowStart = offset;
            _windowLength = WindowSize;
            var filled = (int)Math.Min(WindowSize, _volume.TableLength - offset);
            await _image.ReadExactlyAsync(_volume.TableOffset + offset, _window.AsMemory(0, filled), cancellationToken);
            _window.AsSpan(filled).Clear();
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(_window.AsSpan((int)(offset - _windowStart)));
    }
}
