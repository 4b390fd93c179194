using ImageFactory.Oci;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Assets.Artifacts;

/// <summary>The manifest or index that a reference names now.</summary>
internal sealed class ManifestQuestion(IContentSource source) : IQuestion<Reference, Descriptor>
{
    public string Describe(Reference key) => $"the manifest {key}";

    public async Task<Descriptor?> AskAsync(Reference key, Descriptor? kept, CancellationToken cancellationToken)
    {
        var found = await SourceErrors.ExplainAsync(() => source.ResolveAsync(key, cancellationToken));
        return found?.Digest == kept?.Digest ? kept : found;
    }

    public byte[] Write(Descriptor answer) => DescriptorText.Write(answer);

    public Descriptor Read(Reference key, ReadOnlySpan<byte> document) => DescriptorText.Read(document);
}
