using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Content;

/// <summary>The referrers of a manifest where they are kept by their writers, in an index under a tag (distribution specification, "Referrers Tag Schema").</summary>
internal static class ReferrersTag
{
    /// <summary>The manifests in that index; none when there is no <see cref="SubjectTag"/> for it.</summary>
    /// <exception cref="RegistryException">The source cannot answer.</exception>
    /// <exception cref="InvalidDataException">The source's answer is damaged.</exception>
    public static async Task<IReadOnlyList<Descriptor>> ListAsync(
        IContentSource source, RepositoryName repository, Digest subject, CancellationToken cancellationToken)
    {
        var found = await source.ResolveAsync(Reference.ToTag(repository, SubjectTag.OfReferrers(subject).ToString()), cancellationToken);
        return found is null || !MediaTypes.IsIndex(found.MediaType)
            ? []
            : ImageIndex.Read((await source.FetchManifestAsync(repository, found, cancellationToken)).Span).Manifests;
    }
}
