using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ImageFactory.Configuration;
using ImageFactory.Page.Tests;
using ImageFactory.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(PageFixture))]

namespace ImageFactory.Page.Tests;

/// <summary>The real server over the sample release, and Debian's Chromium: both are started by the first who needs them.</summary>
public sealed class PageFixture : IAsyncDisposable
{
    // On a quiet machine everything is there at once; in milliseconds.
    private const float Patience = 30_000;

    private readonly SemaphoreSlim _start = new(1);
    private TemporaryDirectory? _directory;
    private WebApplication? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The server's address, which is also what it calls itself.</summary>
    public string Url { get; } = $"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The browser.</summary>
    public async Task<IBrowser> BrowserAsync()
    {
        await _start.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _browser ??= await StartAsync();
        }
        finally
        {
            _start.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_server is not null)
        {
            await _server.StopAsync();
            await _server.DisposeAsync();
        }

        _directory?.Dispose();
        _start.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        Tool.Require("chromium");
        var source = SampleRelease.Require();
        _directory = new TemporaryDirectory();
        _server = FactoryServer.Create(new FactoryOptions
        {
            Source = source,
            Data = _directory.Combine("data"),
            Urls = Url,
            ExternalUrl = Url,
            LogLevel = LogLevel.Warning,
            EmbeddedConfiguration = true,
        });
        await _server.StartAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"],
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
