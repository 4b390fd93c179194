using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Delivery;
using ImageFactory.Formats.Extents;
using ImageFactory.Installers;
using ImageFactory.Oci;

namespace ImageFactory.Endpoints;

/// <summary>Answers with the images of the source; a blob that must be fetched first is fetched by a job that all who want it share.</summary>
internal sealed class SourceDelivery(SourceImages images, AssetPipeline pipeline, JobBoard jobs)
{
    /// <summary>The answer to a request for what is below the namespace of source images.</summary>
    public async Task<IResult> AnswerAsync(
        HttpContext context, string? path, string? artifactType, TagPage page, CancellationToken cancellationToken)
    {
        if (!SourcePath.TryParse(path, out var asked))
        {
            return RegistryAnswers.Unknown("NAME_UNKNOWN", $"unknown registry path: \"{context.Request.Path}\"");
        }

        if (!await images.ContainsAsync(asked.Repository, cancellationToken))
        {
            return RegistryAnswers.Unknown("NAME_UNKNOWN", $"unknown image: {asked.Repository}");
        }

        // What is found or fetched stays until it is in use, and that until the answer is sent.
        using var build = pipeline.BeginBuild();
        return asked.Resource switch
        {
            "manifests" => await ManifestAsync(context, asked, cancellationToken),
            "blobs" => await BlobAsync(context, asked, cancellationToken),
            "referrers" => await ReferrersAsync(context, asked, artifactType, cancellationToken),
            _ => RegistryAnswers.Tags(
                context, asked.Repository.ToString(), page, await images.ListTagsAsync(asked.Repository, cancellationToken)),
        };
    }

    private async Task<IResult> ManifestAsync(HttpContext context, SourcePath asked, CancellationToken cancellationToken)
    {
        var reference = FindReference(asked);
        var found = reference is null ? null : await images.FindManifestAsync(reference, cancellationToken);
        return found is null
            ? RegistryAnswers.Unknown("MANIFEST_UNKNOWN", $"There is no {asked.Reference} in {asked.Repository}.")
            : RegistryAnswers.Show(context, pipeline, new RegistryContent(found.MediaType, found.Digest, ExtentMap.OfBlob(found.Digest, found.Size)));
    }

    private async Task<IResult> BlobAsync(HttpContext context, SourcePath asked, CancellationToken cancellationToken)
    {
        if (!Digest.TryParse(asked.Reference, out var digest))
        {
            return RegistryAnswers.NoDigest("A blob is named by its digest.");
        }

        if (await images.FindBlobAsync(asked.Repository, digest, cancellationToken) is not { } blob)
        {
            return RegistryAnswers.Unknown("BLOB_UNKNOWN", $"There is no {digest} in {asked.Repository}; ask for a manifest first.");
        }

        // Its length is known without fetching it.
        var content = HttpMethods.IsHead(context.Request.Method)
            ? ExtentMap.OfZeros(blob.Size)
            : await jobs.RunAsync(
                RequestOf(context, asked), (progress, cancellation) => images.GetBlobAsync(asked.Repository, blob, progress, cancellation), cancellationToken);
        return RegistryAnswers.Show(context, pipeline, new RegistryContent("application/octet-stream", digest, content));
    }

    private async Task<IResult> ReferrersAsync(
        HttpContext context, SourcePath asked, string? artifactType, CancellationToken cancellationToken)
    {
        if (!Digest.TryParse(asked.Reference, out var subject))
        {
            return RegistryAnswers.NoDigest("What is referred to is named by its digest.");
        }

        return RegistryAnswers.Referrers(context, await images.ListReferrersAsync(asked.Repository, subject, cancellationToken), artifactType);
    }

    private static Reference? FindReference(SourcePath asked)
    {
        if (Digest.TryParse(asked.Reference, out var digest))
        {
            return Reference.ToDigest(asked.Repository, digest);
        }

        return Reference.IsTag(asked.Reference) ? Reference.ToTag(asked.Repository, asked.Reference) : null;
    }

    private static JobRequest RequestOf(HttpContext context, SourcePath asked) => new(
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"source\n{asked.Repository}\n{asked.Reference}\n"))),
        context.Request.Path,
        ClientAddress.Of(context));
}
