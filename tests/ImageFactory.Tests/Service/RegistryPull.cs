using System.Text.Json;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Tests.Service;

/// <summary>Pulls an image as clients do: a manifest by tag, what it names by digest. Every byte is held to its digest.</summary>
internal static class RegistryPull
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Everything below a manifest or an index, by its path in the registry.</summary>
    public static async Task<Dictionary<string, byte[]>> AllAsync(HttpClient client, string repository, string reference)
    {
        var pulled = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await PullAsync(client, repository, reference, pulled);
        return pulled;
    }

    private static async Task PullAsync(HttpClient client, string repository, string reference, Dictionary<string, byte[]> pulled)
    {
        var path = $"/v2/{repository}/manifests/{reference}";
        using var document = JsonDocument.Parse(await ReadAsync(client, path, pulled));
        foreach (var manifest in Items(document, "manifests"))
        {
            await PullAsync(client, repository, DigestOf(manifest), pulled);
        }

        var config = document.RootElement.TryGetProperty("config", out var found) ? [found] : Array.Empty<JsonElement>();
        foreach (var digest in config.Concat(Items(document, "layers")).Select(DigestOf))
        {
            var content = await ReadAsync(client, $"/v2/{repository}/blobs/{digest}", pulled);
            Assert.Equal(digest, Digest.OfBytes(content).ToString());
        }
    }

    private static async Task<byte[]> ReadAsync(HttpClient client, string path, Dictionary<string, byte[]> pulled)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        var content = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {System.Text.Encoding.UTF8.GetString(content)}");
        Assert.Equal(answer.Headers.GetValues("Docker-Content-Digest").Single(), Digest.OfBytes(content).ToString());
        pulled[path] = content;
        return content;
    }

    private static List<JsonElement> Items(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var items) ? [.. items.EnumerateArray()] : [];

    private static string DigestOf(JsonElement descriptor) => descriptor.GetProperty("digest").GetString()!;
}
