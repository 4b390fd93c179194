using System.Collections.Concurrent;
using ImageFactory.Assets;
using ImageFactory.Assets.Evidence;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Formats.Extents;
using ImageFactory.Keys;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Signatures;

namespace ImageFactory.Installers;

/// <summary>
/// What the factory says of an index of installers, signed: signatures of the index and its manifests, the provenance of the index, and the
/// bill of materials of each image. The same index has the same evidence, so that it can be made again at any time.
/// </summary>
internal sealed class InstallerEvidence(ImageSigner signer, AssetPipeline pipeline, SbomSource sboms, PlanOptions options)
{
    private const string SpdxPredicate = "https://spdx.dev/Document/v2.3";
    private const int LongestSbom = 16 * 1024 * 1024;
    private const int MostKept = 64;

    private static readonly IProgress<BuildProgress> Nobody = new Progress<BuildProgress>();

    private readonly ConcurrentDictionary<string, IReadOnlyList<SignatureArtifact>> _kept = new(StringComparer.Ordinal);
    private readonly SingleFlight<string, IReadOnlyList<SignatureArtifact>> _making = new();

    /// <summary>The signatures of an index and of its manifests: each as the image of a tag and as a bundle that refers to it.</summary>
    /// <exception cref="FactoryException">The factory's key cannot be used.</exception>
    public Task<IReadOnlyList<SignatureArtifact>> SignAsync(InstallerRepository repository, InstallerIndex index, CancellationToken cancellationToken) =>
        KeepAsync(
            $"signatures of {repository}@{index.Index.Digest}", cancellation => MakeSignaturesAsync(repository, index, cancellation), cancellationToken);

    /// <summary>Provenance of the index, and the bill of materials of each image.</summary>
    /// <exception cref="FactoryException">The factory's key cannot be used, or a source cannot answer.</exception>
    public Task<IReadOnlyList<SignatureArtifact>> AttestAsync(
        InstallerRepository repository, InstallerIndex index, RememberedInstaller remembered, CancellationToken cancellationToken) =>
        KeepAsync(
            $"statements about {repository}@{index.Index.Digest}",
            cancellation => MakeStatementsAsync(repository, index, remembered, cancellation),
            cancellationToken);

    private async Task<IReadOnlyList<SignatureArtifact>> MakeSignaturesAsync(
        InstallerRepository repository, InstallerIndex index, CancellationToken cancellationToken)
    {
        var signed = new List<SignatureArtifact>();
        foreach (var subject in index.Manifests)
        {
            var statement = SimpleSigning.Write(NameOf(repository), subject.Digest);
            signed.Add(SignatureArtifact.OfStatement(
                subject.Digest, statement, await signer.SignAsync(Digest.OfBytes(statement), cancellationToken)));
            signed.Add(await AttestAsync(
                subject, InTotoStatement.CosignSignature, InTotoStatement.Write(NameOf(repository), subject.Digest, InTotoStatement.CosignSignature, "{}"u8), cancellationToken));
        }

        return signed;
    }

    private async Task<IReadOnlyList<SignatureArtifact>> MakeStatementsAsync(
        InstallerRepository repository, InstallerIndex index, RememberedInstaller remembered, CancellationToken cancellationToken)
    {
        var attested = new List<SignatureArtifact>();
        var plans = new List<BuildPlan>();
        foreach (var (architecture, image, plan) in repository.Platform.Architectures.Order().Zip(index.Images, remembered.Plans))
        {
            var name = AssetName.Installer(repository.Platform, architecture, repository.SecureBoot);
            var order = await pipeline.PlanAsync(new AssetRequest(repository.SchematicId.ToString(), remembered.Tag, name.ToString()), cancellationToken);
            if (!string.Equals(order.Hash, plan, StringComparison.Ordinal))
            {
                // The release is made of something else by now: nothing can be said of what it was made of then.
                return [];
            }

            plans.Add(order.Plan);
            if (await SpdxAsync(repository, remembered.Tag, architecture.Name(), cancellationToken) is { } spdx)
            {
                attested.Add(await AttestAsync(
                    image.Descriptor, SpdxPredicate, InTotoStatement.Write(NameOf(repository), image.Descriptor.Digest, SpdxPredicate, spdx), cancellationToken));
            }
        }

        var provenance = Provenance.OfInstaller(
            plans,
            repository.Image,
            [.. index.Manifests.Select(subject => new ProvenanceSubject(NameOf(repository), subject.Digest.Hex))],
            options.ExternalUrl);
        attested.Add(await AttestAsync(index.Manifests[0], Provenance.PredicateType, provenance, cancellationToken));
        return attested;
    }

    private string NameOf(InstallerRepository repository) => $"{new Uri(options.ExternalUrl).Authority}/{repository}";

    private async Task<SignatureArtifact> AttestAsync(Descriptor subject, string predicateType, byte[] statement, CancellationToken cancellationToken) =>
        SignatureArtifact.OfBundle(subject, await signer.BundleAsync(statement, cancellationToken), predicateType);

    // An image whose contents cannot be listed is signed all the same.
    private async Task<byte[]?> SpdxAsync(InstallerRepository repository, string tag, string architecture, CancellationToken cancellationToken)
    {
        var order = await sboms.PlanAsync(repository.SchematicId.ToString(), tag, architecture, SbomFormat.Spdx, cancellationToken);
        ExtentMap document;
        try
        {
            document = await sboms.GetAsync(order, Nobody, cancellationToken);
        }
        catch (FactoryException exception) when (exception.Error == FactoryError.SourceInvalid)
        {
            return null;
        }

        if (document.Length > LongestSbom)
        {
            return null;
        }

        var bytes = new byte[document.Length];
        await using var content = pipeline.Open(document);
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    // However many ask at the same time, it is made once.
    private async Task<IReadOnlyList<SignatureArtifact>> KeepAsync(
        string key, Func<CancellationToken, Task<IReadOnlyList<SignatureArtifact>>> make, CancellationToken cancellationToken)
    {
        return signer.IsEnabled ? await _making.RunAsync(key, FindOrMakeAsync, cancellationToken) : [];

        async Task<IReadOnlyList<SignatureArtifact>> FindOrMakeAsync(CancellationToken cancellation)
        {
            if (_kept.TryGetValue(key, out var kept))
            {
                return kept;
            }

            // The one who began it may leave, and his build with him.
            using var build = pipeline.BeginBuild();
            var made = await make(cancellation);
            if (_kept.Count >= MostKept)
            {
                _kept.Clear();
            }

            _kept[key] = made;
            return made;
        }
    }
}
