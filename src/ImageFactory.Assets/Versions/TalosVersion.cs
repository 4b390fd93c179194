using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ImageFactory.Assets.Versions;

/// <summary>
/// A version of Talos Linux: Semantic Versioning 2.0, written with a leading <c>v</c> in tags and URLs.
/// </summary>
/// <remarks>
/// The order is the precedence of section 11 of the specification. Build metadata has no precedence there; here it
/// breaks ties, so that two versions compare as 0 exactly when they are equal.
/// </remarks>
public readonly record struct TalosVersion : IComparable<TalosVersion>
{
    // Null stands for empty, so that the default value equals 0.0.0.
    private readonly string? _prerelease;
    private readonly string? _build;

    /// <summary>A release without pre-release part.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public TalosVersion(int major, int minor, int patch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(major);
        ArgumentOutOfRangeException.ThrowIfNegative(minor);
        ArgumentOutOfRangeException.ThrowIfNegative(patch);
        Major = major;
        Minor = minor;
        Patch = patch;
    }

    internal TalosVersion(TalosVersion release, string? prerelease, string? build)
    {
        (Major, Minor, Patch) = (release.Major, release.Minor, release.Patch);
        _prerelease = prerelease;
        _build = build;
    }

    /// <summary>The first number.</summary>
    public int Major { get; }

    /// <summary>The second number.</summary>
    public int Minor { get; }

    /// <summary>The third number.</summary>
    public int Patch { get; }

    /// <summary>The dot-separated identifiers behind the <c>-</c>; empty for a release.</summary>
    public string Prerelease => _prerelease ?? string.Empty;

    /// <summary>The dot-separated identifiers behind the <c>+</c>; mostly empty.</summary>
    public string Build => _build ?? string.Empty;

    /// <summary>Whether the version has a pre-release part.</summary>
    public bool IsPrerelease => _prerelease is not null;

    /// <summary>Major, minor and patch alone: what every version rule looks at.</summary>
    public TalosVersion Release => new(Major, Minor, Patch);

    /// <summary>The version as in tags and URLs, with a leading <c>v</c>.</summary>
    public string Tag => "v" + ToString();

    public static bool operator <(TalosVersion left, TalosVersion right) => left.CompareTo(right) < 0;

    public static bool operator <=(TalosVersion left, TalosVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >(TalosVersion left, TalosVersion right) => left.CompareTo(right) > 0;

    public static bool operator >=(TalosVersion left, TalosVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Reads a strict semantic version behind an optional <c>v</c>.</summary>
    /// <exception cref="FormatException">The text is not a version.</exception>
    public static TalosVersion Parse(string text) =>
        TryParse(text, out var version)
            ? version
            : throw new FormatException($"'{text}' is not a version; expected three numbers such as v1.13.0.");

    /// <summary>Reads a strict semantic version behind an optional <c>v</c>; false when the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TalosVersion version) =>
        SemanticVersionReader.TryRead(text, minimumNumbers: 3, out version);

    /// <summary>
    /// Reads an image tag the tolerant way of listings: as <see cref="TryParse"/>, and also <c>v1.11</c> and <c>v1</c>,
    /// whose missing numbers are 0.
    /// </summary>
    public static bool TryParseTag([NotNullWhen(true)] string? tag, out TalosVersion version) =>
        SemanticVersionReader.TryRead(tag, minimumNumbers: 1, out version);

    /// <inheritdoc/>
    public int CompareTo(TalosVersion other)
    {
        var byNumbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (byNumbers != 0)
        {
            return byNumbers;
        }

        var byPrerelease = PrereleaseOrder.Compare(Prerelease, other.Prerelease);
        return byPrerelease != 0 ? byPrerelease : string.CompareOrdinal(Build, other.Build);
    }

    /// <summary>The version without a leading <c>v</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Major}.{Minor}.{Patch}{(_prerelease is null ? "" : "-")}{_prerelease}{(_build is null ? "" : "+")}{_build}");
}
