using System.Diagnostics.CodeAnalysis;
using ImageFactory.Oci;

namespace ImageFactory.Endpoints;

/// <summary>What is asked of a repository of the source; its name may have several segments.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Resource"><c>manifests</c>, <c>blobs</c>, <c>referrers</c> or <c>tags</c>.</param>
/// <param name="Reference">A tag, a digest, or <c>list</c>.</param>
internal sealed record SourcePath(RepositoryName Repository, string Resource, string Reference)
{
    /// <summary>The first segment of the names of all source images.</summary>
    public const string Namespace = "siderolabs";

    // A name, a resource and a reference.
    private const int FewestSegments = 3;

    /// <summary>Reads the path behind the namespace; false when it asks for nothing that there is.</summary>
    public static bool TryParse(string? path, [NotNullWhen(true)] out SourcePath? parsed)
    {
        var segments = (path ?? string.Empty).Split('/');
        parsed = segments.Length >= FewestSegments
            && RepositoryName.TryParse($"{Namespace}/{string.Join('/', segments[..^2])}", out var repository)
            && segments[^2] is "manifests" or "blobs" or "referrers" or "tags"
            && (segments[^2] is not "tags" || segments[^1] is "list")
                ? new SourcePath(repository, segments[^2], segments[^1])
                : null;
        return parsed is not null;
    }
}
