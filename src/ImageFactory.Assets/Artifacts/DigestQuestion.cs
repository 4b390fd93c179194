using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;

namespace ImageFactory.Assets.Artifacts;

/// <summary>The index or manifest that a tag names now.</summary>
internal sealed class DigestQuestion(ExtensionSources sources) : IQuestion<Reference, ResolvedReference>
{
    public string Describe(Reference key) => $"the digest of {key}";

    public async Task<ResolvedReference?> AskAsync(Reference key, ResolvedReference? kept, CancellationToken cancellationToken)
    {
        var found = await SourceErrors.ExplainAsync(() => sources.Of(key.Host).ResolveAsync(key, cancellationToken));
        if (found is null)
        {
            return null;
        }

        return found.Digest == kept?.Digest ? kept : new ResolvedReference(found.Digest);
    }

    public byte[] Write(ResolvedReference answer) => Encoding.ASCII.GetBytes(answer.Digest.ToString());

    public ResolvedReference Read(Reference key, ReadOnlySpan<byte> document) =>
        Digest.TryParse(Encoding.ASCII.GetString(document), out var digest)
            ? new ResolvedReference(digest)
            : throw new InvalidDataException("The kept digest is damaged.");
}
