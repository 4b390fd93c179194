using System.Text.Json;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Artifacts;

/// <summary>The tags of a repository.</summary>
internal sealed class TagsQuestion(IContentSource source) : IQuestion<RepositoryName, IReadOnlyList<string>>
{
    public string Describe(RepositoryName key) => $"the tags of {key}";

    public async Task<IReadOnlyList<string>?> AskAsync(
        RepositoryName key, IReadOnlyList<string>? kept, CancellationToken cancellationToken)
    {
        var tags = await SourceErrors.ExplainAsync(() => source.ListTagsAsync(key, cancellationToken));
        if (tags.Count == 0 && kept is { Count: > 0 })
        {
            // A repository never loses all its versions; a proxy that is set up wrongly has none.
            throw new FactoryException(
                FactoryError.SourceInvalid, $"The source of Talos images offers something damaged: {key} has lost all its tags.");
        }

        return kept is not null && tags.SequenceEqual(kept, StringComparer.Ordinal) ? kept : tags;
    }

    public byte[] Write(IReadOnlyList<string> answer) =>
        JsonSerializer.SerializeToUtf8Bytes(answer, ArtifactDocuments.Default.IReadOnlyListString);

    public IReadOnlyList<string> Read(RepositoryName key, ReadOnlySpan<byte> document) =>
        JsonSerializer.Deserialize(document, ArtifactDocuments.Default.IReadOnlyListString) ?? [];
}
