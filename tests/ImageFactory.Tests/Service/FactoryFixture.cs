using ImageFactory.Configuration;
using ImageFactory.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace ImageFactory.Tests.Service;

/// <summary>The real server on a free port of the loopback interface, with the mini release as its source.</summary>
public sealed class FactoryFixture : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private WebApplication? _server;

    /// <summary>The URL that the factory takes for its own.</summary>
    public const string ExternalUrl = "https://factory.example.org";

    /// <summary>A client of the server.</summary>
    public HttpClient Client { get; private set; } = new();

    /// <summary>The addresses that the server listens on, those for boot clients last.</summary>
    public IReadOnlyList<Uri> Addresses { get; private set; } = [];

    /// <summary>The directory of the source's image layout.</summary>
    public string Source => _directory.Combine("source");

    /// <summary>The directory of the store.</summary>
    public string Data => _directory.Combine("data");

    /// <summary>The services of the server.</summary>
    internal IServiceProvider Services => _server!.Services;

    /// <summary>What the operator changes.</summary>
    internal Action<FactoryOptions> Configure { get; init; } = _ => { };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await MiniRelease.WriteAsync(Source, CancellationToken.None);
        var options = new FactoryOptions
        {
            Source = Source,
            Data = Data,
            Urls = "http://127.0.0.1:0",
            ExternalUrl = ExternalUrl,
            LogLevel = LogLevel.Warning,
        };
        Configure(options);
        _server = FactoryServer.Create(options);
        await _server.StartAsync();
        Addresses = [.. _server.Urls.Select(url => new Uri(url))];
        Client = new HttpClient { BaseAddress = Addresses[0] };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null)
        {
            await _server.StopAsync();
            await _server.DisposeAsync();
        }

        _directory.Dispose();
    }

    /// <summary>Posts a schematic and returns its ID.</summary>
    internal async Task<string> CreateAsync(string yaml)
    {
        using var answer = await Client.PostAsync(new Uri("/schematics", UriKind.Relative), new StringContent(yaml));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
    }
}
