using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>A listing that was written.</summary>
/// <param name="Start">Where it starts in the directory table.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Index">Its index entries, each with the name behind it.</param>
internal sealed record PlacedListing(
    MetadataReference Start, int Length, IReadOnlyList<(DirectoryIndexEntry Entry, byte[] Name)> Index)
{
    /// <summary>Writes a listing into the directory table.</summary>
    /// <exception cref="ArgumentException">The directory has too many entries.</exception>
    public static PlacedListing Write(DirectoryListing listing, MetadataWriter directories)
    {
        if (listing.Index.Count > ushort.MaxValue)
        {
            throw new ArgumentException("A directory has too many entries for squashfs.", nameof(listing));
        }

        var start = directories.Position;
        var index = new List<(DirectoryIndexEntry, byte[])>(listing.Index.Count);
        var written = 0;
        foreach (var (position, name) in listing.Index)
        {
            directories.Write(listing.Bytes[written..position]);
            written = position;
            index.Add((new DirectoryIndexEntry((uint)position, directories.Position.Block, (uint)name.Length - 1), name));
        }

        directories.Write(listing.Bytes[written..]);
        return new PlacedListing(start, listing.Bytes.Length, index);
    }
}
