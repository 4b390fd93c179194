namespace ImageFactory.Oci.Tests.Client;

/// <summary>A registry that hangs, fails or lies: the fault has an end and a name, and nothing wrong is handed out.</summary>
public sealed class FailingRegistryTests : IDisposable
{
    private readonly RegistryFixture _registry = new() { AnswerTimeout = TimeSpan.FromMilliseconds(200) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _registry.Dispose();

    [Fact]
    public async Task A_registry_that_accepts_and_never_answers_ends_in_an_error()
    {
        var standIn = _registry.Serve(_ => StandInAnswer.Silence);

        var fault = await Assert.ThrowsAsync<RegistryException>(
            () => _registry.Open(standIn).ListTagsAsync(RegistryFixture.Repository, Cancellation));

        Assert.Equal("list the tags of test/image", $"{fault.Method} of {fault.Reference}");
        Assert.Equal(3, standIn.Requests.Count);
    }

    [Fact]
    public async Task A_registry_that_is_not_there_ends_in_an_error()
    {
        var source = _registry.Open($"http://{RegistryFixture.Host}:1");

        await Assert.ThrowsAsync<RegistryException>(() => source.ListTagsAsync(RegistryFixture.Repository, Cancellation));
    }

    [Fact]
    public async Task A_registry_that_wants_to_be_left_alone_is()
    {
        var standIn = _registry.Serve(_ => StandInAnswer.Text(429, "", "Retry-After: 3600"));

        await Assert.ThrowsAsync<RegistryException>(
            () => _registry.Open(standIn).ListTagsAsync(RegistryFixture.Repository, Cancellation));

        Assert.Single(standIn.Requests);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(501)]
    public async Task A_refusal_that_will_not_pass_is_not_asked_for_again(int status)
    {
        var standIn = _registry.Serve(_ => StandInAnswer.Text(status, ""));

        await Assert.ThrowsAsync<RegistryException>(
            () => _registry.Open(standIn).ListTagsAsync(RegistryFixture.Repository, Cancellation));

        Assert.Single(standIn.Requests);
    }

    [Fact]
    public async Task A_connection_that_is_reset_in_a_blob_is_taken_up_again()
    {
        var requests = 0;
        var source = _registry.Open(_registry.Serve(request => Interlocked.Increment(ref requests) == 1
            ? new StandInAnswer(200) { Body = RegistryFixture.Blob[..70_000], Length = RegistryFixture.Blob.Length, Resets = true }
            : StandInAnswer.Blob(request, RegistryFixture.Blob)));

        Assert.Equal(RegistryFixture.Blob, await RegistryFixture.DownloadAsync(source));
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task A_download_that_goes_on_without_ranges_skips_what_it_has()
    {
        var requests = 0;
        var source = _registry.Open(_registry.Serve(_ => Interlocked.Increment(ref requests) == 1
            ? new StandInAnswer(200) { Body = RegistryFixture.Blob[..70_000], Length = RegistryFixture.Blob.Length }
            : new StandInAnswer(200) { Body = RegistryFixture.Blob }));

        Assert.Equal(RegistryFixture.Blob, await RegistryFixture.DownloadAsync(source));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_blob_of_another_size_is_refused_before_it_is_read(int difference)
    {
        var source = _registry.Open(_registry.Serve(_ => new StandInAnswer(200) { Length = RegistryFixture.Blob.Length + difference }));

        await Assert.ThrowsAsync<InvalidDataException>(() => RegistryFixture.DownloadAsync(source));
    }

    [Fact]
    public async Task A_blob_without_a_stated_size_is_not_read_past_its_own()
    {
        var source = _registry.Open(_registry.Serve(_ => new StandInAnswer(200) { Body = [.. RegistryFixture.Blob, 1], Length = -1 }));

        Assert.Equal(RegistryFixture.Blob, await RegistryFixture.DownloadAsync(source));
    }

    [Fact]
    public async Task Bytes_from_another_place_than_was_asked_for_are_refused()
    {
        var source = _registry.Open(_registry.Serve(request => request.Offset == 0
            ? new StandInAnswer(200) { Body = RegistryFixture.Blob[..70_000], Length = RegistryFixture.Blob.Length }
            : StandInAnswer.Blob(request, RegistryFixture.Blob) with { Headers = ["Content-Range: bytes 0-199999/200000"] }));

        await Assert.ThrowsAsync<InvalidDataException>(() => RegistryFixture.DownloadAsync(source));
    }

    [Fact]
    public async Task Tag_pages_at_another_host_are_not_followed()
    {
        var standIn = _registry.Serve(_ => StandInAnswer.Text(200, "{\"tags\":[\"v1\"]}", "Link: <http://other.example/v2/test/image/tags/list>; rel=\"next\""));

        await Assert.ThrowsAsync<InvalidDataException>(
            () => _registry.Open(standIn).ListTagsAsync(RegistryFixture.Repository, Cancellation));

        Assert.Single(standIn.Requests);
    }

    [Fact]
    public async Task A_registry_that_comes_back_is_asked_as_before()
    {
        var isAway = true;
        var source = _registry.Open(_registry.Serve(request => isAway ? StandInAnswer.Text(500, "") : StandInAnswer.Blob(request, RegistryFixture.Blob)));
        await Assert.ThrowsAsync<RegistryException>(() => RegistryFixture.DownloadAsync(source));
        isAway = false;

        Assert.Equal(RegistryFixture.Blob, await RegistryFixture.DownloadAsync(source));
    }
}
