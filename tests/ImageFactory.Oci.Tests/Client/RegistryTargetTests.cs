using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Client;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Tests.Client;

/// <summary>Pushing (OCI distribution specification 1.1), with registries that break.</summary>
public sealed class RegistryTargetTests : IDisposable
{
    private static readonly byte[] Blob = [.. Enumerable.Range(0, 200_000).Select(value => (byte)(value * 31 >> 3))];

    private static readonly Descriptor Descriptor = new() { MediaType = MediaTypes.LayerTar, Digest = Digest.OfBytes(Blob), Size = Blob.Length };

    private static readonly RepositoryName Repository = RepositoryName.Parse("test/image");

    private readonly UploadRegistry _registry = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Key => $"test/image/blobs/{Descriptor.Digest}";

    public void Dispose() => _registry.Dispose();

    [Fact]
    public async Task A_blob_is_pushed_in_chunks_and_committed_with_its_digest()
    {
        var receipt = await PushAsync();

        Assert.Equal(BlobOutcome.Uploaded, receipt.Outcome);
        Assert.Equal(Blob, _registry.Content[Key]);
        Assert.Equal(
            [
                $"HEAD /v2/test/image/blobs/{Descriptor.Digest}",
                "POST /v2/test/image/blobs/uploads/",
                "PATCH /v2/test/image/blobs/uploads/1?state=a%2Bb 0-199999",
                $"PUT /v2/test/image/blobs/uploads/1?state=a%2Bb&digest={Uri.EscapeDataString(Descriptor.Digest.ToString())}",
            ],
            _registry.Requests);
    }

    [Fact]
    public async Task A_blob_that_is_there_is_not_pushed_again()
    {
        _registry.Content[Key] = Blob;

        Assert.Equal(BlobOutcome.Present, (await PushAsync()).Outcome);

        Assert.Single(_registry.Requests);
    }

    [Fact]
    public async Task A_blob_of_another_repository_is_mounted()
    {
        _registry.Content[$"other/image/blobs/{Descriptor.Digest}"] = Blob;

        Assert.Equal(BlobOutcome.Mounted, (await PushAsync("other/image")).Outcome);

        Assert.Equal(Blob, _registry.Content[Key]);
    }

    [Fact]
    public async Task What_cannot_be_mounted_is_uploaded()
    {
        Assert.Equal(BlobOutcome.Uploaded, (await PushAsync("other/image")).Outcome);

        Assert.Equal(Blob, _registry.Content[Key]);
    }

    [Fact]
    public async Task An_upload_that_breaks_goes_on_where_the_registry_says_that_it_ended()
    {
        _registry.Breaks.Enqueue(70_000);
        _registry.Breaks.Enqueue(120_000);

        await PushAsync();

        Assert.Equal(Blob, _registry.Content[Key]);
        Assert.Equal(3, _registry.Requests.Count(request => request.StartsWith("PATCH", StringComparison.Ordinal)));
        Assert.Single(_registry.Requests, request => request.StartsWith("POST", StringComparison.Ordinal));
        Assert.Contains("PATCH /v2/test/image/blobs/uploads/1?state=a%2Bb 70000-199999", _registry.Requests);
    }

    [Fact]
    public async Task An_upload_that_the_registry_forgot_is_begun_anew()
    {
        _registry.Forgets = true;
        _registry.Breaks.Enqueue(70_000);

        await PushAsync();

        Assert.Equal(Blob, _registry.Content[Key]);
        Assert.Equal(2, _registry.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_upload_whose_last_answer_gets_lost_is_done()
    {
        _registry.LosesCommit = true;

        await PushAsync();

        Assert.Single(_registry.Requests, request => request.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_upload_that_breaks_again_and_again_ends_in_an_error()
    {
        for (var index = 0; index < 100; index++)
        {
            _registry.Breaks.Enqueue(1000);
        }

        _registry.Forgets = true;

        await Assert.ThrowsAsync<RegistryException>(() => PushAsync());

        Assert.False(_registry.Content.ContainsKey(Key));
    }

    [Fact]
    public async Task A_token_is_wanted_for_pulling_and_pushing_and_for_the_repository_of_a_mount()
    {
        _registry.WantsToken = true;

        await PushAsync("other/image");

        Assert.Equal(["repository:test/image:pull,push", "repository:test/image:pull,push repository:other/image:pull"], _registry.Scopes);
    }

    [Fact]
    public async Task A_manifest_is_pushed_under_its_tag()
    {
        var manifest = "{}"u8.ToArray();
        using var target = Open();

        await target.PushManifestAsync(Reference.ToTag(Repository, "v1"), MediaTypes.ImageManifest, manifest, Cancellation);

        Assert.Equal(manifest, _registry.Content["test/image/manifests/v1"]);
    }

    [Fact]
    public async Task Progress_ends_with_all_of_the_blob()
    {
        var seen = new List<long>();
        using var target = Open();

        await target.PushBlobAsync(Repository, Descriptor, () => new MemoryStream(Blob), null, new Recorder(seen), Cancellation);

        Assert.Equal(Blob.Length, seen[^1]);
        Assert.Equal(seen.Order(), seen);
    }

    private async Task<BlobReceipt> PushAsync(string? mountFrom = null)
    {
        using var target = Open();
        return await target.PushBlobAsync(
            Repository,
            Descriptor,
            () => new MemoryStream(Blob),
            mountFrom is null ? null : RepositoryName.Parse(mountFrom),
            new Recorder([]),
            Cancellation);
    }

    private RegistryTarget Open() => RegistryTarget.Create(new RegistryOptions
    {
        Endpoints = [RegistryEndpoint.Parse($"http://127.0.0.1:{_registry.Port}")],
        Attempts = 3,
        FirstWait = TimeSpan.FromMilliseconds(2),
        AnswerTimeout = TimeSpan.FromSeconds(5),
    });

    private sealed class Recorder(List<long> seen) : IProgress<long>
    {
        public void Report(long value) => seen.Add(value);
    }
}
