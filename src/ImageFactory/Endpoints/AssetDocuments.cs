using System.Text;
using ImageFactory.Assets;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Evidence;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Formats.Extents;
using ImageFactory.Keys;
using ImageFactory.Oci.Signatures;

namespace ImageFactory.Endpoints;

/// <summary>What there is beside an asset: its checksums, how it was made, its signature, and what a TPM makes of it.</summary>
internal sealed class AssetDocuments(AssetPipeline pipeline, MeasurementSource measurements, PlanOptions options, ImageSigner signer)
{
    /// <summary>The media type of what an order asks for beside its asset.</summary>
    public static string MediaTypeOf(AssetSidecar sidecar) => sidecar switch
    {
        AssetSidecar.Provenance => Provenance.MediaType,
        AssetSidecar.Signature => BundleWriter.MediaType,
        _ => "text/plain; charset=utf-8",
    };

    /// <summary>The document about an asset under its own name; what it takes is made if it was not before.</summary>
    /// <exception cref="FactoryException">It cannot be made; the message is for the client.</exception>
    public async Task<byte[]> GetAsync(Order order, IProgress<BuildProgress> progress, CancellationToken cancellationToken) =>
        order.Sidecar == AssetSidecar.Measurements
            ? await measurements.GetAsync(order.Plan, progress, cancellationToken)
            : await WriteAsync(order, await pipeline.GetDigestsAsync(order, progress, cancellationToken), order.Name, cancellationToken);

    /// <summary>A document about the digests of an asset.</summary>
    /// <param name="order">The asset, and what is asked for beside it.</param>
    /// <param name="digests">The digests of the asset.</param>
    /// <param name="name">The name under which the asset is saved.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="FactoryException">The factory does not sign, or its key cannot be used.</exception>
    public async Task<byte[]> WriteAsync(Order order, AssetDigests digests, string name, CancellationToken cancellationToken) => order.Sidecar switch
    {
        AssetSidecar.Provenance => Provenance.OfAsset(order.Plan, digests, options.ExternalUrl),
        AssetSidecar.Signature when digests == AssetDigests.Unknown => await signer.PlaceholderAsync(cancellationToken),
        AssetSidecar.Signature => await signer.BundleAsync(Digest.Parse($"sha256:{digests.Sha256}"), cancellationToken),
        var checksum => Encoding.UTF8.GetBytes($"{digests.Of(checksum)}  {name}\n"),
    };
}
