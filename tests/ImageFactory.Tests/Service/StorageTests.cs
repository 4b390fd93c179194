using System.Net;
using ImageFactory.Assets.Store;
using ImageFactory.Configuration;
using ImageFactory.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageFactory.Tests.Service;

/// <summary>The server on a disk that is full, read-only, or smaller than what is asked for.</summary>
public sealed class StorageTests(FactoryFixture whole) : IClassFixture<FactoryFixture>
{
    private const string Hello = "customization: {systemExtensions: {officialExtensions: [siderolabs/hello]}}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_is_507_and_heals()
    {
        await using var disk = await SmallDisk.MountAsync(1);
        await using var server = await StartAsync(disk.Path);
        using var client = ClientOf(server);
        var uri = await UriAsync("metal-amd64-uki.efi");
        await PostAsync(client);
        for (var free = 0; free <= 4 * 4096; free += 4096)
        {
            disk.LeaveFree(free);
            using var answer = await client.GetAsync(uri, Cancellation);
            var text = await answer.Content.ReadAsStringAsync(Cancellation);

            Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
            Assert.Contains("storage is full", text, StringComparison.Ordinal);
            Assert.DoesNotContain(disk.Path, text, StringComparison.Ordinal);
            Assert.All(
                Directory.EnumerateFiles(Path.Combine(disk.Path, "staging"), "*", SearchOption.AllDirectories),
                path => Assert.EndsWith(".lock", path, StringComparison.Ordinal));
            await AssertBlobsAreWholeAsync(disk.Path);
        }

        disk.Free();

        Assert.Equal(await whole.Client.GetByteArrayAsync(uri, Cancellation), await client.GetByteArrayAsync(uri, Cancellation));
    }

    [Fact]
    public async Task A_schematic_that_finds_no_room_is_507()
    {
        await using var disk = await SmallDisk.MountAsync(1);
        await using var server = await StartAsync(disk.Path);
        using var client = ClientOf(server);
        disk.LeaveFree(0);

        using var answer = await client.PostAsync(new Uri("/schematics", UriKind.Relative), new StringContent(Hello), Cancellation);

        Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
    }

    [Fact]
    public async Task A_server_that_starts_on_a_full_disk_works_once_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(1);
        foreach (var directory in new[] { "blobs/sha256", "schematics", "recipes", "leases" })
        {
            Directory.CreateDirectory(Path.Combine(disk.Path, directory));
        }

        disk.LeaveFree(0);
        await using var server = await StartAsync(disk.Path);
        using var client = ClientOf(server);

        disk.Free();

        Assert.Equal(await UriAsync("kernel-amd64"), await PostAsync(client, "kernel-amd64"));
    }

    [Fact]
    public async Task A_read_only_store_serves_what_it_has_and_refuses_the_rest()
    {
        await using var disk = await SmallDisk.MountAsync(1);
        await using (var before = await StartAsync(disk.Path))
        {
            using var writer = ClientOf(before);
            await writer.GetByteArrayAsync(await PostAsync(writer, "metal-amd64-uki.efi"), Cancellation);
            await before.StopAsync(Cancellation);
        }

        await disk.MakeReadOnlyAsync();
        await using var server = await StartAsync(disk.Path);
        using var client = ClientOf(server);
        var kept = await UriAsync("metal-amd64-uki.efi");
        using var refused = await client.GetAsync(await UriAsync("metal-arm64-uki.efi"), Cancellation);

        Assert.Equal(await whole.Client.GetByteArrayAsync(kept, Cancellation), await client.GetByteArrayAsync(kept, Cancellation));
        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
        Assert.Contains("read-only", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_with_a_budget_stays_within_it()
    {
        using var data = new TemporaryDirectory();
        await using var server = await StartAsync(data.Path, "30kB");
        using var client = ClientOf(server);
        foreach (var version in MiniRelease.Versions.Skip(1))
        {
            await PostAsync(whole.Client);
            var uri = await PostAsync(client, "initramfs-amd64.xz", version);

            Assert.Equal(await whole.Client.GetByteArrayAsync(uri, Cancellation), await client.GetByteArrayAsync(uri, Cancellation));
        }

        var store = server.Services.GetRequiredService<BoundedObjectStore>();
        await store.TidyAsync(Cancellation);
        Assert.InRange(store.Usage.Bytes, 1, 30_000);
        Assert.InRange(store.Usage.EvictedObjects, 1, int.MaxValue);
        Assert.Equal(store.Usage.Bytes, Kept(data.Path).Sum(file => file.Length));
    }

    private static IEnumerable<FileInfo> Kept(string data) =>
        new[] { "blobs/sha256", "recipes" }.SelectMany(kind => new DirectoryInfo(Path.Combine(data, kind)).EnumerateFiles());

    private static async Task AssertBlobsAreWholeAsync(string data)
    {
        var blobs = Directory.GetFiles(Path.Combine(data, "blobs", "sha256"));
        if (blobs.Length > 0)
        {
            var sums = await Tool.RunAsync("sha256sum", blobs);
            Assert.All(sums.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.EndsWith(line[..64], line, StringComparison.Ordinal));
        }
    }

    private static async Task<WebApplication> StartAsync(FactoryFixture source, string data, string? budget)
    {
        var server = FactoryServer.Create(new FactoryOptions
        {
            Source = source.Source,
            Data = data,
            StoreBudget = budget,
            Urls = "http://127.0.0.1:0",
            ExternalUrl = FactoryFixture.ExternalUrl,
            LogLevel = LogLevel.Warning,
        });
        await server.StartAsync(Cancellation);
        return server;
    }

    private static HttpClient ClientOf(WebApplication server) => new() { BaseAddress = new Uri(server.Urls.First()) };

    private static async Task<Uri> PostAsync(HttpClient client, string file = "kernel-amd64", string version = "v1.13.0")
    {
        using var answer = await client.PostAsync(new Uri("/schematics", UriKind.Relative), new StringContent(Hello), Cancellation);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var body = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        return new Uri($"/image/{body.RootElement.GetProperty("id").GetString()}/{version}/{file}", UriKind.Relative);
    }

    private Task<WebApplication> StartAsync(string data, string? budget = null) => StartAsync(whole, data, budget);

    private async Task<Uri> UriAsync(string file) => new($"/image/{await whole.CreateAsync(Hello)}/v1.13.0/{file}", UriKind.Relative);
}
