using ImageFactory.Formats.Extents;

namespace ImageFactory.Sample.Packages;

/// <summary>A package that <c>eng/fetch</c> keeps.</summary>
/// <param name="Version">Debian's version.</param>
/// <param name="Digest">The digest of the file.</param>
/// <param name="File">The name of the file.</param>
internal sealed record LockedPackage(string Version, Digest Digest, string File)
{
    /// <summary>The version without Debian's epoch.</summary>
    public string PlainVersion => Version[(Version.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
