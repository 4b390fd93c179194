using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

/// <summary>The real server with the release that can be opened as its source, and a directory beside it.</summary>
public sealed class SpdxFactory : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FactoryFixture _factory;

    /// <summary>A server that is not started yet.</summary>
    public SpdxFactory() => _factory = new FactoryFixture { Configure = options => options.Source = Source };

    /// <summary>The directory of the source's image layout.</summary>
    public string Source => Combine("source");

    /// <summary>A client of the server.</summary>
    public HttpClient Client => _factory.Client;

    /// <summary>A path beside the source.</summary>
    public string Combine(params string[] parts) => _directory.Combine(parts);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await SpdxRelease.WriteAsync(Source, CancellationToken.None);
        await _factory.InitializeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>Posts a schematic and returns its ID.</summary>
    internal Task<string> CreateAsync(string yaml) => _factory.CreateAsync(yaml);
}
