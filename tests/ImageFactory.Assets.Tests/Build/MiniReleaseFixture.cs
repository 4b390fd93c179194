using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>The mini release with a dozen more extensions, for the tests of one class, which only read it.</summary>
public sealed class MiniReleaseFixture : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>The names of extensions that can be packed.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. Enumerable.Range(1, 12).Select(number => $"extension-{number:00}")];

    /// <summary>A schematic with all of these extensions.</summary>
    public static string Dozen { get; } =
        "customization: {systemExtensions: {officialExtensions: ["
        + string.Join(", ", Extensions.Select(name => "siderolabs/" + name)) + "]}}";

    /// <summary>The directory of the image layout.</summary>
    public string Source => _directory.Combine("source");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await MiniRelease.WriteAsync(Source, Extensions, CancellationToken.None);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
