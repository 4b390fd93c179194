using ImageFactory.Oci;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Assets.Artifacts;

/// <summary>The manifests that refer to one that is named by its digest; nothing is the answer when there are none.</summary>
internal sealed class ReferrersQuestion(IContentSource source) : IQuestion<Reference, ImageIndex>
{
    public string Describe(Reference key) => $"what refers to {key}";

    public async Task<ImageIndex?> AskAsync(Reference key, ImageIndex? kept, CancellationToken cancellationToken)
    {
        var found = await SourceErrors.ExplainAsync(() => source.ListReferrersAsync(key.Repository, key.Digest!.Value, cancellationToken));
        if (found.Count == 0)
        {
            return null;
        }

        var index = new ImageIndex { MediaType = MediaTypes.ImageIndex, Manifests = found };
        return kept is not null && Write(index).AsSpan().SequenceEqual(Write(kept)) ? kept : index;
    }

    public byte[] Write(ImageIndex answer) => answer.ToBytes();

    public ImageIndex Read(Reference key, ReadOnlySpan<byte> document) => ImageIndex.Read(document);
}
