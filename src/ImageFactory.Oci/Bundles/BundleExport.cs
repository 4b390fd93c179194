using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;

namespace ImageFactory.Oci.Bundles;

/// <summary>
/// A bundle that is known down to its last byte before its blobs are fetched: a tar archive with an image layout, the manifest of the bundle in
/// front. So it can be written on from wherever a file ends, and the same content gives the same file.
/// </summary>
public sealed class BundleExport
{
    private const int FileMode = 0b110_100_100;
    private const int BufferSize = 1024 * 1024;

    private readonly IContentSource _source;
    private readonly Dictionary<Digest, (RepositoryName Repository, Descriptor Descriptor)> _origins;

    private BundleExport(IContentSource source, BundleManifest manifest, ExtentMap map, Dictionary<Digest, (RepositoryName, Descriptor)> origins)
    {
        _source = source;
        _origins = origins;
        Manifest = manifest;
        Map = map;
    }

    /// <summary>What is in it.</summary>
    public BundleManifest Manifest { get; }

    /// <summary>The length of the file in bytes.</summary>
    public long Length => Map.Length;

    private ExtentMap Map { get; }

    /// <summary>Finds out what goes into a bundle; of blobs that are no documents nothing is read.</summary>
    /// <param name="source">Where the images are.</param>
    /// <param name="images">The images by the names that they have in the bundle.</param>
    /// <param name="schematics">Schematics as they are kept, by their IDs.</param>
    /// <param name="options">What is left out, and who signs.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">The source cannot answer, or lacks something.</exception>
    /// <exception cref="InvalidDataException">An image is missing or damaged.</exception>
    public static async Task<BundleExport> PlanAsync(
        IContentSource source,
        IReadOnlyDictionary<Reference, Reference> images,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> schematics,
        BundleOptions options,
        CancellationToken cancellationToken)
    {
        var since = options.Since;
        var named = new SortedDictionary<string, Descriptor>(StringComparer.Ordinal);
        var origins = new Dictionary<Digest, (RepositoryName Repository, Descriptor Descriptor)>();
        var documents = new Dictionary<Digest, ReadOnlyMemory<byte>>();
        foreach (var (name, reference) in images)
        {
            var root = await source.ResolveAsync(reference, cancellationToken)
                ?? throw new InvalidDataException($"There is no image {reference} at the source.");
            named[name.ToString()] = root;
            foreach (var (descriptor, document) in await ImageGraph.ReadAsync(source, reference.Repository, root, cancellationToken))
            {
                origins[descriptor.Digest] = (reference.Repository, descriptor);
                if (document is { } bytes)
                {
                    documents[descriptor.Digest] = bytes;
                }
            }
        }

        var omitted = since?.Blobs.Select(blob => blob.Digest).ToHashSet() ?? [];
        var manifest = new BundleManifest
        {
            Images = [.. named.Select(each => new BundleImage { Name = each.Key, MediaType = each.Value.MediaType, Digest = each.Value.Digest, Size = each.Value.Size })],
            Schematics = [.. schematics.Keys.Order(StringComparer.Ordinal)],
            Blobs =
            [
                .. origins.Values.OrderBy(origin => origin.Descriptor.Digest.Hex, StringComparer.Ordinal).Select(origin => new BundleBlob
                {
                    Digest = origin.Descriptor.Digest,
                    Size = origin.Descriptor.Size,
                    Omitted = omitted.Contains(origin.Descriptor.Digest),
                }),
            ],
            Since = since is not null && origins.Keys.Any(omitted.Contains) ? Digest.OfBytes(since.ToBytes()) : null,
        };
        var signature = options.Sign is null ? null : await options.Sign(manifest.ToBytes(), cancellationToken);
        var members = Members(manifest, named, schematics, documents);
        return new BundleExport(source, manifest, TarImage.Map(signature is null ? members : Signed(members, signature)), origins);
    }

    /// <summary>
    /// Writes the bundle. What a file has of it already stays, when it is what belongs there; the rest is written anew.
    /// </summary>
    /// <param name="file">Can be read, written and sought in.</param>
    /// <param name="written">Told how many bytes are there, from time to time.</param>
    /// <param name="cancellationToken">Ends the work; the file can be written on later.</param>
    /// <exception cref="RegistryException">The source fails.</exception>
    /// <exception cref="InvalidDataException">The source gives other content than it says.</exception>
    public async Task WriteAsync(Stream file, Action<long> written, CancellationToken cancellationToken)
    {
        var extents = Map.Extents.ToList();
        var next = 0;
        while (next < extents.Count && await IsThereAsync(file, extents[next], cancellationToken))
        {
            written(extents[next].End);
            next++;
        }

        var offset = next < extents.Count ? extents[next].Offset : Length;
        file.SetLength(offset);
        file.Position = offset;
        foreach (var extent in extents.Skip(next))
        {
            await using var content = new MeteredStream(await OpenAsync(extent, cancellationToken), _ => written(file.Position));
            await content.CopyToAsync(file, BufferSize, cancellationToken);
        }

        await file.FlushAsync(cancellationToken);
    }

    private static IEnumerable<TarMember> Members(
        BundleManifest manifest,
        IReadOnlyDictionary<string, Descriptor> named,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> schematics,
        Dictionary<Digest, ReadOnlyMemory<byte>> documents)
    {
        var index = new ImageIndex
        {
            MediaType = MediaTypes.ImageIndex,
            Manifests = [.. named.Select(each => each.Value with { Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [LayoutPaths.RefName] = each.Key } })],
        };
        yield return File(BundleManifest.FileName, ExtentMap.OfBytes(manifest.ToBytes()));
        yield return File("oci-layout", ExtentMap.OfBytes(Encoding.ASCII.GetBytes($$"""{"imageLayoutVersion":"{{LayoutPaths.Version}}"}""")));
        yield return File("index.json", ExtentMap.OfBytes(index.ToBytes()));
        foreach (var id in manifest.Schematics)
        {
            yield return File(BundlePaths.OfSchematic(id), ExtentMap.OfBytes(schematics[id]));
        }

        foreach (var blob in manifest.Blobs.Where(blob => !blob.Omitted))
        {
            yield return File(
                BundlePaths.OfBlob(blob.Digest),
                documents.TryGetValue(blob.Digest, out var bytes) ? ExtentMap.OfBytes(bytes) : ExtentMap.OfBlob(blob.Digest, blob.Size));
        }
    }

    // The signature is behind what it is about, so that nothing else is read before it is verified.
    private static IEnumerable<TarMember> Signed(IEnumerable<TarMember> members, byte[] signature)
    {
        foreach (var (index, member) in members.Index())
        {
            yield return member;
            if (index == 0)
            {
                yield return File(BundlePaths.Signature, ExtentMap.OfBytes(signature));
            }
        }
    }

    private static TarMember File(string path, ExtentMap content) =>
        new(new TarEntry { Path = path, Type = TarEntryType.File, Mode = FileMode, ModificationTime = 0 }, content);

    private async Task<bool> IsThereAsync(Stream file, Extent extent, CancellationToken cancellationToken)
    {
        if (file.Length < extent.End)
        {
            return false;
        }

        file.Position = extent.Offset;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (var left = extent.Length; left > 0;)
            {
                var count = (int)Math.Min(left, BufferSize);
                await file.ReadExactlyAsync(buffer.AsMemory(0, count), cancellationToken);
                hash.AppendData(buffer, 0, count);
                left -= count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Digest.FromSha256(hash.GetHashAndReset()) == await DigestOfAsync(extent, cancellationToken);
    }

    private async Task<Digest> DigestOfAsync(Extent extent, CancellationToken cancellationToken)
    {
        if (extent.Source is BlobSource blob)
        {
            // Every blob is there as a whole.
            return blob.Blob;
        }

        return await ExtentMapHash.Sha256Async(Map.Slice(extent.Offset, extent.Length), new MemoryBlobs(), cancellationToken);
    }

    private async Task<Stream> OpenAsync(Extent extent, CancellationToken cancellationToken)
    {
        if (extent.Source is not BlobSource blob)
        {
            return new ExtentStream(Map.Slice(extent.Offset, extent.Length), new MemoryBlobs());
        }

        var (repository, descriptor) = _origins[blob.Blob];
        return await _source.OpenBlobAsync(repository, descriptor, cancellationToken);
    }
}
