using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Signatures;

namespace ImageFactory.Oci.Bundles;

/// <summary>Reads bundles that nobody vouches for, from front to back.</summary>
internal static class BundleReader
{
    private const int MostEntries = 200_000;
    private const int LongestPath = 256;

    /// <summary>A reader of an archive.</summary>
    public static TarReader Open(Stream bundle) =>
        new(bundle, new TarLimits { MaxEntries = MostEntries, MaxPathLength = LongestPath, MaxExtendedHeader = 4096 });

    /// <summary>The manifest, which comes first.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is damaged.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadManifestAsync(TarReader archive, CancellationToken cancellationToken)
    {
        if (await archive.NextAsync(cancellationToken) is not { Type: TarEntryType.File, Path: BundleManifest.FileName } entry)
        {
            throw new InvalidDataException($"The file is no bundle: it does not start with {BundleManifest.FileName}.");
        }

        return await ReadAsync(archive, entry, BundleManifest.LongestManifest, cancellationToken);
    }

    /// <summary>Verifies the signature of the manifest, which comes behind it.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is by another key.</exception>
    public static async Task VerifyAsync(TarReader archive, ReadOnlyMemory<byte> manifest, VerificationKey key, CancellationToken cancellationToken)
    {
        if (await archive.NextAsync(cancellationToken) is not { Type: TarEntryType.File, Path: BundlePaths.Signature } entry)
        {
            throw new InvalidDataException("The bundle is not signed.");
        }

        var signature = SignatureBundle.ReadSignature(await ReadAsync(archive, entry, BundleManifest.LongestManifest, cancellationToken));
        if (!key.Verify(manifest.Span, signature.Span))
        {
            throw new InvalidDataException("The bundle is signed by another key.");
        }
    }

    /// <summary>The content of a short entry.</summary>
    /// <exception cref="InvalidDataException">It is longer than that, or cut.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(TarReader archive, TarEntry entry, int longest, CancellationToken cancellationToken)
    {
        if (entry.Size > longest)
        {
            throw new InvalidDataException($"'{entry.Path}' in the bundle is {entry.Size} bytes long; at most {longest} are read.");
        }

        var bytes = new byte[entry.Size];
        await archive.Content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
