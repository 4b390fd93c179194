namespace ImageFactory.Assets.Versions;

/// <summary>The versions that are offered, from the tags of the source's imager image.</summary>
public sealed class VersionList
{
    private readonly List<TalosVersion> _versions;

    private VersionList(List<TalosVersion> versions)
    {
        _versions = versions;
        var latest = versions.FindLastIndex(version => !version.IsPrerelease);
        Latest = latest < 0 ? null : versions[latest];
    }

    /// <summary>All versions, ascending.</summary>
    public IReadOnlyList<TalosVersion> Versions => _versions;

    /// <summary>The newest version that is not a pre-release; null when there is none.</summary>
    public TalosVersion? Latest { get; }

    /// <summary>
    /// Reads tags; those that are no version are passed over. Pre-releases are offered for the newest minor version only.
    /// </summary>
    public static VersionList FromTags(IEnumerable<string> tags, VersionListOptions options)
    {
        var tagged = new SortedSet<TalosVersion>();
        foreach (var tag in tags)
        {
            if (TalosVersion.TryParseTag(tag, out var version))
            {
                tagged.Add(version);
            }
        }

        // The newest of all tags, also of those that are not offered: its pre-releases replace older ones.
        var newest = tagged.Max;
        return new VersionList([.. tagged.Where(version =>
            version >= options.Minimum
            && !options.Broken.Contains(version)
            && (!version.IsPrerelease || IsOfferedPrerelease(version, newest)))]);
    }

    /// <summary>Whether exactly this version is offered.</summary>
    public bool Contains(TalosVersion version) => _versions.BinarySearch(version) >= 0;

    /// <summary>The versions around one that is not offered, ascending: what its user may have meant.</summary>
    /// <param name="wanted">The version that is not offered.</param>
    /// <param name="count">How many at most; half of them lower, half of them higher, where there are enough.</param>
    public IReadOnlyList<TalosVersion> Nearest(TalosVersion wanted, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var position = _versions.BinarySearch(wanted);
        var above = position < 0 ? ~position : position;
        var taken = Math.Min(count, _versions.Count);
        var start = Math.Clamp(above - ((taken + 1) / 2), 0, _versions.Count - taken);
        return _versions.GetRange(start, taken);
    }

    private static bool IsOfferedPrerelease(TalosVersion version, TalosVersion newest) =>
        (version.Major, version.Minor) == (newest.Major, newest.Minor)
        && version.Prerelease.Split('.') is ["alpha" or "beta" or "rc", var number]
        && !number.AsSpan().ContainsAnyExceptInRange('0', '9');
}
