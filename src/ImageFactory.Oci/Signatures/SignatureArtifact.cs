using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Signatures;

/// <summary>A manifest that says something about another one, with all that it consists of.</summary>
/// <param name="Subject">The digest of what it is about.</param>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Blobs">Its blobs by their digests.</param>
public sealed record SignatureArtifact(Digest Subject, Manifest Manifest, IReadOnlyDictionary<Digest, ReadOnlyMemory<byte>> Blobs)
{
    private static readonly byte[] NoConfig = "{}"u8.ToArray();

    /// <summary>The bytes of the manifest.</summary>
    public ReadOnlyMemory<byte> Document { get; } = Manifest.ToBytes();

    /// <summary>What a list of referrers says of it.</summary>
    public Descriptor Descriptor => new()
    {
        MediaType = MediaTypes.ImageManifest,
        Digest = Digest.OfBytes(Document.Span),
        Size = Document.Length,
        ArtifactType = Manifest.ArtifactType,
        Annotations = Manifest.Annotations,
    };

    /// <summary>An artifact with a Sigstore bundle, which refers to its subject (cosign's specification of bundles in registries).</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="predicateType">What kind of thing the statement in the bundle says.</param>
    public static SignatureArtifact OfBundle(Descriptor subject, byte[] bundle, string predicateType)
    {
        var (config, layer) = (Describe(MediaTypes.Empty, NoConfig), Describe(BundleWriter.MediaType, bundle));
        return new SignatureArtifact(
            subject.Digest,
            new Manifest
            {
                MediaType = MediaTypes.ImageManifest,
                ArtifactType = BundleWriter.MediaType,
                Config = config,
                Layers = [layer],
                Subject = new Descriptor { MediaType = subject.MediaType, Digest = subject.Digest, Size = subject.Size },
                Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    ["dev.sigstore.bundle.content"] = "dsse-envelope",
                    ["dev.sigstore.bundle.predicateType"] = predicateType,
                },
            },
            new Dictionary<Digest, ReadOnlyMemory<byte>> { [config.Digest] = NoConfig, [layer.Digest] = bundle });
    }

    /// <summary>The image with a signature that is found by the tag <see cref="SubjectTag.OfSignatures"/>.</summary>
    /// <param name="subject">The digest of what is signed.</param>
    /// <param name="statement">The statement that is signed.</param>
    /// <param name="signature">The signature over it.</param>
    public static SignatureArtifact OfStatement(Digest subject, byte[] statement, byte[] signature)
    {
        var layer = Describe(SimpleSigning.MediaType, statement) with
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [SimpleSigning.SignatureAnnotation] = Convert.ToBase64String(signature) },
        };
        var document = new ImageConfig { Architecture = string.Empty, Os = string.Empty, RootFs = new RootFs { DiffIds = [layer.Digest] } }.ToBytes();
        var config = Describe(MediaTypes.ImageConfig, document);
        return new SignatureArtifact(
            subject,
            new Manifest { MediaType = MediaTypes.ImageManifest, Config = config, Layers = [layer] },
            new Dictionary<Digest, ReadOnlyMemory<byte>> { [config.Digest] = document, [layer.Digest] = statement });
    }

    private static Descriptor Describe(string mediaType, byte[] content) =>
        new() { MediaType = mediaType, Digest = Digest.OfBytes(content), Size = content.Length };
}
