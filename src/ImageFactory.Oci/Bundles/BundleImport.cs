using System.Security.Cryptography;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;

namespace ImageFactory.Oci.Bundles;

/// <summary>
/// Puts a bundle into an image layout directory. Every byte is verified by its digest; blobs that the layout has already are verified there and
/// passed over, so that an import that was ended goes on where it was; names appear when all they need is there.
/// </summary>
public sealed class BundleImport
{
    private const int LongestSchematic = 2 * 1024 * 1024;
    private const int BufferSize = 1024 * 1024;

    private readonly BundleManifest _manifest;
    private readonly string _directory;
    private readonly LayoutWriter _layout;
    private readonly Dictionary<Digest, BundleBlob> _blobs;
    private readonly HashSet<Digest> _present = [];
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _schematics = new(StringComparer.Ordinal);

    private BundleImport(BundleManifest manifest, string directory, LayoutWriter layout)
    {
        _manifest = manifest;
        _directory = directory;
        _layout = layout;
        _blobs = manifest.Blobs.ToDictionary(blob => blob.Digest);
    }

    /// <summary>The manifest of a bundle, or one that lies by itself as a file.</summary>
    /// <exception cref="InvalidDataException">It is neither.</exception>
    public static async Task<BundleManifest> ReadManifestAsync(Stream file, CancellationToken cancellationToken)
    {
        var first = file.ReadByte();
        file.Position = 0;
        if (first == '{')
        {
            var bytes = new byte[Math.Min(file.Length, BundleManifest.LongestManifest + 1)];
            await file.ReadExactlyAsync(bytes, cancellationToken);
            return BundleManifest.Read(bytes);
        }

        using var archive = BundleReader.Open(file);
        return BundleManifest.Read((await BundleReader.ReadManifestAsync(archive, cancellationToken)).Span);
    }

    /// <summary>Imports a bundle.</summary>
    /// <param name="bundle">The archive.</param>
    /// <param name="directory">The layout, which may have other images.</param>
    /// <param name="trust">What must vouch for the bundle.</param>
    /// <param name="cancellationToken">Ends the work; the same call goes on with it.</param>
    /// <returns>The manifest, and the schematics by their IDs: not verified, that is for who knows schematics.</returns>
    /// <exception cref="InvalidDataException">The bundle is damaged, or not what was expected, or lacks what it says to be elsewhere.</exception>
    public static async Task<(BundleManifest Manifest, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Schematics)> RunAsync(
        Stream bundle, string directory, BundleTrust trust, CancellationToken cancellationToken)
    {
        using var archive = BundleReader.Open(bundle);
        var bytes = await BundleReader.ReadManifestAsync(archive, cancellationToken);
        if (trust.Digest is { } digest && Digest.OfBytes(bytes.Span) != digest)
        {
            throw new InvalidDataException($"The manifest of the bundle has the digest {Digest.OfBytes(bytes.Span)}; expected was {digest}.");
        }

        if (trust.Key is { } key)
        {
            await BundleReader.VerifyAsync(archive, bytes, key, cancellationToken);
        }

        var manifest = BundleManifest.Read(bytes.Span);
        Directory.CreateDirectory(directory);
        var import = new BundleImport(manifest, directory, await LayoutWriter.OpenAsync(directory, cancellationToken));
        await import.ReadAsync(archive, cancellationToken);
        await import.CheckAsync(cancellationToken);
        foreach (var image in manifest.Images)
        {
            import._layout.Tag(BundleManifest.Name(image.Name), Describe(image));
        }

        await import._layout.FinishAsync(cancellationToken);
        return (manifest, import._schematics);
    }

    private static Descriptor Describe(BundleImage image) => new() { MediaType = image.MediaType, Digest = image.Digest, Size = image.Size };

    private async Task ReadAsync(TarReader archive, CancellationToken cancellationToken)
    {
        while (await archive.NextAsync(cancellationToken) is { } entry)
        {
            if (entry.Type != TarEntryType.File)
            {
                throw new InvalidDataException($"The bundle has '{entry.Path}', which is no file.");
            }

            if (BundlePaths.TryBlob(entry.Path, out var digest))
            {
                await TakeBlobAsync(archive, entry, digest, cancellationToken);
            }
            else if (BundlePaths.TrySchematic(entry.Path, out var id) && _manifest.Schematics.Contains(id, StringComparer.Ordinal))
            {
                if (!_schematics.TryAdd(id, await BundleReader.ReadAsync(archive, entry, LongestSchematic, cancellationToken)))
                {
                    throw new InvalidDataException($"The bundle has '{entry.Path}' twice.");
                }
            }
            else if (entry is not { Path: "oci-layout" or "index.json" or BundlePaths.Signature, Size: <= DocumentJson.LongestDocument })
            {
                throw new InvalidDataException($"The bundle has '{entry.Path}', which its manifest does not name.");
            }
        }
    }

    private async Task TakeBlobAsync(TarReader archive, TarEntry entry, Digest digest, CancellationToken cancellationToken)
    {
        if (!_blobs.TryGetValue(digest, out var blob) || blob.Omitted || blob.Size != entry.Size || _present.Contains(digest))
        {
            throw new InvalidDataException($"The bundle has '{entry.Path}' twice, of another size, or not in its manifest.");
        }

        if (!await IsThereAsync(blob, cancellationToken))
        {
            await using var writer = _layout.CreateBlob();
            await archive.Content.CopyToAsync(writer, BufferSize, cancellationToken);
            if (writer.ComputeDigest() != digest)
            {
                throw new InvalidDataException($"'{entry.Path}' in the bundle has the digest {writer.ComputeDigest()}.");
            }

            await writer.CompleteAsync(MediaTypes.LayerTar, cancellationToken);
        }

        _present.Add(digest);
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (_manifest.Schematics.FirstOrDefault(id => !_schematics.ContainsKey(id)) is { } schematic)
        {
            throw new InvalidDataException($"The bundle is cut: the schematic {schematic} is not in it.");
        }

        foreach (var blob in _manifest.Blobs)
        {
            if (!_present.Contains(blob.Digest) && !(blob.Omitted && await IsThereAsync(blob, cancellationToken)))
            {
                throw new InvalidDataException(blob.Omitted
                    ? $"The bundle goes on from another one, which has to be imported first: that whose manifest is {_manifest.Since?.ToString() ?? "not named"}. {blob.Digest} is not here."
                    : $"The bundle is cut: {blob.Digest} is not in it.");
            }
        }

        var source = new LayoutSource(_directory);
        foreach (var image in _manifest.Images)
        {
            await CheckAsync(source, image, cancellationToken);
        }
    }

    private async Task CheckAsync(LayoutSource source, BundleImage image, CancellationToken cancellationToken)
    {
        try
        {
            var parts = await ImageGraph.ReadAsync(source, BundleManifest.Name(image.Name).Repository, Describe(image), cancellationToken);
            if (parts.Keys.FirstOrDefault(part => !_blobs.TryGetValue(part.Digest, out var blob) || blob.Size != part.Size) is { } missing)
            {
                throw new InvalidDataException($"The bundle lacks {missing.Digest}, which the image {image.Name} needs.");
            }
        }
        catch (RegistryException exception)
        {
            throw new InvalidDataException($"The bundle lacks something that the image {image.Name} needs: {exception.Message}", exception);
        }
    }

    private async Task<bool> IsThereAsync(BundleBlob blob, CancellationToken cancellationToken)
    {
        var path = LayoutPaths.Blob(_directory, blob.Digest);
        if (!File.Exists(path))
        {
            return false;
        }

        await using var file = File.OpenRead(path);
        return file.Length == blob.Size && await HashAsync(file, cancellationToken) == blob.Digest;
    }

    private static async Task<Digest> HashAsync(FileStream file, CancellationToken cancellationToken) =>
        Digest.FromSha256(await SHA256.HashDataAsync(file, cancellationToken));
}
