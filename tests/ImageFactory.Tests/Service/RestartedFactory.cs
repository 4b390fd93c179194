using ImageFactory.Configuration;
using ImageFactory.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace ImageFactory.Tests.Service;

/// <summary>A server that is stopped and started again on its store, with a source of its own.</summary>
internal sealed class RestartedFactory : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private WebApplication? _server;

    /// <summary>The directory of an image layout, for <see cref="StartAsync"/> or to be read by something else.</summary>
    public string Layout => _directory.Combine("source");

    /// <summary>The directory of the store; another one may be set before the start.</summary>
    public string Data { get; init; } = string.Empty;

    /// <summary>A client of the server as it runs now.</summary>
    public HttpClient Client { get; private set; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Store => Data.Length == 0 ? _directory.Combine("data") : Data;

    /// <summary>Starts the server; the source is the layout, or a registry.</summary>
    public async Task StartAsync(string? source = null)
    {
        await StopAsync();
        _server = FactoryServer.Create(new FactoryOptions
        {
            Source = source ?? Layout,
            Data = Store,
            Urls = "http://127.0.0.1:0",
            ExternalUrl = FactoryFixture.ExternalUrl,
            LogLevel = LogLevel.Error,
        });
        await _server.StartAsync(Cancel);
        Client.Dispose();
        Client = new HttpClient { BaseAddress = new Uri(_server.Urls.First()) };
    }

    /// <summary>The files of a kind in the store.</summary>
    public IReadOnlyList<string> Files(string kind) => Directory.GetFiles(Path.Combine(Store, kind), "*", SearchOption.AllDirectories);

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative), Cancel);

    public Task<byte[]> ReadAsync(string path) => Client.GetByteArrayAsync(new Uri(path, UriKind.Relative), Cancel);

    public async Task StopAsync()
    {
        if (_server is not null)
        {
            await _server.StopAsync(CancellationToken.None);
            await _server.DisposeAsync();
            _server = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
        _directory.Dispose();
    }
}
