using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets;
using ImageFactory.Assets.Jobs;
using ImageFactory.Delivery;
using ImageFactory.Formats.Extents;
using ImageFactory.Installers;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Endpoints;

/// <summary>Answers with manifests and blobs of installers; what must be made first is made by a job that all who want it share.</summary>
internal sealed class RegistryDelivery(InstallerRegistry registry, AssetPipeline pipeline, JobBoard jobs)
{
    private static readonly IProgress<BuildProgress> Nobody = new Progress<BuildProgress>();

    /// <summary>The answer to a request for a manifest or index, by tag or digest.</summary>
    public async Task<IResult> ManifestAsync(
        HttpContext context, InstallerRepository repository, string reference, CancellationToken cancellationToken)
    {
        // What is found or made stays until it is in use, and that until the answer is sent.
        using var build = pipeline.BeginBuild();
        if (SubjectTag.TryParse(reference, out var tag) && tag.Suffix is SubjectTag.SignatureSuffix)
        {
            return await registry.FindSignatureAsync(repository, tag.Subject, Nobody, cancellationToken) is { } signature
                ? RegistryAnswers.Show(context, pipeline, signature)
                : Unknown("MANIFEST_UNKNOWN", repository, reference);
        }

        if (!Digest.TryParse(reference, out var digest))
        {
            return RegistryAnswers.Show(context, pipeline, await MakeAsync(context, repository, reference, cancellationToken));
        }

        var found = await registry.FindAsync(repository, digest, Nobody, cancellationToken);
        return found is not null && (MediaTypes.IsIndex(found.MediaType) || MediaTypes.IsManifest(found.MediaType))
            ? RegistryAnswers.Show(context, pipeline, found)
            : Unknown("MANIFEST_UNKNOWN", repository, reference);
    }

    /// <summary>The answer to a request for a blob.</summary>
    public async Task<IResult> BlobAsync(
        HttpContext context, InstallerRepository repository, string reference, CancellationToken cancellationToken)
    {
        if (!Digest.TryParse(reference, out var digest))
        {
            return RegistryAnswers.NoDigest("A blob is named by its digest.");
        }

        using var build = pipeline.BeginBuild();
        return await registry.FindAsync(repository, digest, Nobody, cancellationToken) is { } found
            ? RegistryAnswers.Show(context, pipeline, found)
            : Unknown("BLOB_UNKNOWN", repository, reference);
    }

    /// <summary>The answer to a request for what refers to a manifest.</summary>
    public async Task<IResult> ReferrersAsync(
        HttpContext context, InstallerRepository repository, string reference, string? artifactType, CancellationToken cancellationToken)
    {
        if (!Digest.TryParse(reference, out var subject))
        {
            return RegistryAnswers.NoDigest("What is referred to is named by its digest.");
        }

        using var build = pipeline.BeginBuild();
        return RegistryAnswers.Referrers(
            context, await registry.ListReferrersAsync(repository, subject, Nobody, cancellationToken), artifactType);
    }

    private static IResult Unknown(string code, InstallerRepository repository, string reference) =>
        RegistryAnswers.Unknown(code, $"There is no {reference} in {repository}; ask for a version first.");

    private Task<RegistryContent> MakeAsync(
        HttpContext context, InstallerRepository repository, string tag, CancellationToken cancellationToken)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"registry\n{repository}\n{tag}\n")));
        var request = new JobRequest(id, context.Request.Path, ClientAddress.Of(context));
        return jobs.RunAsync(
            request, (progress, cancellation) => registry.GetIndexAsync(repository, tag, progress, cancellation), cancellationToken);
    }
}
