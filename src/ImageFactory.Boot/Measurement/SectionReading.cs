using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Measurement;

/// <summary>
/// Hashes the contents of sections on the occasion that something reads them. Equal contents are hashed once, and those whose hashes
/// are known not at all.
/// </summary>
internal sealed class SectionReading : IDisposable
{
    private readonly Dictionary<ExtentMap, SectionDigests> _digests;
    private readonly Dictionary<ExtentMap, SectionHasher> _hashers;
    private readonly HashSet<ExtentMap> _unread;

    internal SectionReading(IEnumerable<ExtentMap> contents, IReadOnlyDictionary<ExtentMap, SectionDigests> known)
    {
        // Others may add to what is known meanwhile: it is asked once for each content.
        _digests = [];
        _unread = [];
        foreach (var content in contents.Distinct())
        {
            if (known.TryGetValue(content, out var digests))
            {
                _digests[content] = digests;
            }
            else
            {
                _unread.Add(content);
            }
        }

        _hashers = _unread.ToDictionary(content => content, _ => new SectionHasher());
    }

    /// <summary>What must see the bytes of a content that is about to be read; nothing if it is none of the sections or was read.</summary>
    internal IReadOnlyList<Action<ReadOnlySpan<byte>>> Take(ExtentMap content) =>
        _unread.Remove(content) ? _hashers[content].Sinks : [];

    /// <summary>The contents that nothing has read yet, to be read now.</summary>
    internal IReadOnlyList<ExtentPassPart> TakeRest()
    {
        ExtentMap[] rest = [.. _unread];
        return [.. rest.Select(content => new ExtentPassPart(content, Take(content)))];
    }

    /// <summary>The hashes of all contents, once all were read.</summary>
    internal IReadOnlyDictionary<ExtentMap, SectionDigests> Finish()
    {
        foreach (var (content, hasher) in _hashers)
        {
            _digests[content] = hasher.Finish();
        }

        return _digests;
    }

    public void Dispose()
    {
        foreach (var hasher in _hashers.Values)
        {
            hasher.Dispose();
        }
    }
}
