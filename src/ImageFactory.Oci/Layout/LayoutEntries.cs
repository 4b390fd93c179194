using System.Collections.Frozen;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Layout;

/// <summary>What <c>index.json</c> names: entries whose reference name is <c>repository:tag</c>.</summary>
internal sealed class LayoutEntries
{
    private readonly FrozenDictionary<string, Descriptor> _tagged;
    private readonly FrozenDictionary<Digest, Descriptor> _byDigest;
    private readonly ILookup<RepositoryName, string> _tags;

    public LayoutEntries(ImageIndex index)
    {
        All = index.Manifests;
        var tagged = new Dictionary<string, Descriptor>(StringComparer.Ordinal);
        var tags = new List<(RepositoryName Repository, string Tag)>();
        foreach (var entry in index.Manifests)
        {
            // Entries of other tools that are only "latest" or have no name at all can be had by digest.
            if (FindName(entry) is { } reference && tagged.TryAdd(reference.ToString(), Plain(entry)))
            {
                tags.Add((reference.Repository, reference.Tag!)); // FindName gives only references with a tag
            }
        }

        _tagged = tagged.ToFrozenDictionary(StringComparer.Ordinal);
        _byDigest = index.Manifests.DistinctBy(entry => entry.Digest).ToFrozenDictionary(entry => entry.Digest, Plain);
        _tags = tags.OrderBy(entry => entry.Tag, StringComparer.Ordinal).ToLookup(entry => entry.Repository, entry => entry.Tag);
    }

    /// <summary>All entries as they are, with what they say of platforms.</summary>
    public IReadOnlyList<Descriptor> All { get; }

    public Descriptor? Find(RepositoryName repository, string tag) => _tagged.GetValueOrDefault($"{repository}:{tag}");

    public Descriptor? Find(Digest digest) => _byDigest.GetValueOrDefault(digest);

    public IReadOnlyList<string> ListTags(RepositoryName repository) => [.. _tags[repository]];

    private static Reference? FindName(Descriptor entry) =>
        entry.Annotations?.GetValueOrDefault(LayoutPaths.RefName) is { } name
        && Reference.TryParse(name, out var reference)
        && reference is { Host: null, Tag: not null, Digest: null }
            ? reference
            : null;

    // What a registry says of a manifest too.
    private static Descriptor Plain(Descriptor entry) => entry with { Annotations = null, Platform = null, ArtifactType = null };
}
