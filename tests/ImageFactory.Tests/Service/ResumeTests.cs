using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

/// <summary>Downloads that are broken off go on, and readers that seek get what they seek.</summary>
public sealed class ResumeTests(FactoryFixture factory) : IClassFixture<FactoryFixture>, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_random_ranges_are_parts_of_the_whole()
    {
        var uri = await UriAsync();
        var whole = await factory.Client.GetByteArrayAsync(uri, Cancellation);
        var random = new Random(20260101);

        for (var i = 0; i < 1000; i++)
        {
            var start = random.Next(whole.Length);
            var end = random.Next(start, Math.Min(whole.Length, start + 100_000));
            using var request = new HttpRequestMessage(HttpMethod.Get, uri) { Headers = { Range = new(start, end) } };
            using var answer = await factory.Client.SendAsync(request, Cancellation);
            Assert.Equal(whole[start..(end + 1)], await answer.Content.ReadAsByteArrayAsync(Cancellation));
        }
    }

    [Fact]
    public async Task Curl_goes_on_where_a_download_was_broken_off()
    {
        var uri = new Uri(factory.Client.BaseAddress!, await UriAsync());
        var file = _directory.Combine("metal-arm64.iso");
        await Tool.RunAsync("sh", "-c", $"curl --silent --no-buffer {uri} | head --bytes=100000 > '{file}'");

        var report = await Tool.RunAsync("curl", "--silent", "--continue-at", "-", "--output", file, "--write-out", "%{http_code}", uri.ToString());

        Assert.Equal("206", report);
        Assert.Equal(await factory.Client.GetByteArrayAsync(uri, Cancellation), await File.ReadAllBytesAsync(file, Cancellation));
    }

    [Fact]
    public async Task The_end_of_a_disk_is_had_without_the_rest()
    {
        var uri = new Uri($"/image/{await factory.CreateAsync("{}")}/v1.13.0/aws-arm64.raw", UriKind.Relative);
        using var request = new HttpRequestMessage(HttpMethod.Get, uri) { Headers = { Range = new(null, 512) } };

        using var answer = await factory.Client.SendAsync(request, Cancellation);

        // The header of the backup table is the last sector (UEFI 2.10, 5.3.2).
        var sector = await answer.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal("EFI PART"u8, sector.AsSpan(0, 8));
        Assert.Equal(9_638_510_592, answer.Content.Headers.ContentRange?.Length);
    }

    [Theory]
    [InlineData("--http1.0")]
    [InlineData("--http1.1")]
    public async Task Old_clients_get_the_whole_with_its_length(string protocol)
    {
        var uri = new Uri(factory.Client.BaseAddress!, await UriAsync());
        var file = _directory.Combine("whole");

        var report = await Tool.RunAsync("curl", "--silent", protocol, "--output", file, "--write-out", "%{http_code} %header{content-length}", uri.ToString());

        Assert.Equal($"200 {new FileInfo(file).Length}", report);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<Uri> UriAsync() => new($"/image/{await factory.CreateAsync("{}")}/v1.13.0/metal-arm64.iso", UriKind.Relative);
}
