using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ImageFactory.Assets;
using ImageFactory.Delivery;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

public sealed class BootListenerTests(BootListenerTests.Fixture fixture) : IClassFixture<BootListenerTests.Fixture>
{
    private const string File = "v1.13.0/metal-amd64-uki.efi";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri Boot => fixture.Factory.Addresses[^1];

    [Fact]
    public async Task A_client_of_http_1_0_without_a_host_gets_the_whole_and_its_length()
    {
        var id = await fixture.Factory.CreateAsync("{}");
        var expected = await fixture.Factory.Client.GetByteArrayAsync(new Uri($"/image/{id}/{File}", UriKind.Relative), Cancellation);

        var (head, body) = await AskAsync($"GET /image/{id}/{File} HTTP/1.0\r\n\r\n");

        Assert.Contains(" 200 OK", head[0], StringComparison.Ordinal);
        Assert.Contains($"Content-Length: {expected.Length}", head);
        Assert.DoesNotContain(head, line => line.StartsWith("Transfer-Encoding", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(expected, body);
    }

    [Fact]
    public async Task A_client_of_http_1_0_may_ask_for_a_range()
    {
        var id = await fixture.Factory.CreateAsync("{}");
        var whole = await fixture.Factory.Client.GetByteArrayAsync(new Uri($"/image/{id}/{File}", UriKind.Relative), Cancellation);

        var (head, body) = await AskAsync($"GET /image/{id}/{File} HTTP/1.0\r\nRange: bytes=10-1009\r\n\r\n");

        Assert.Contains(" 206 ", head[0], StringComparison.Ordinal);
        Assert.Contains($"Content-Range: bytes 10-1009/{whole.Length}", head);
        Assert.Equal(whole[10..1010], body);
    }

    [Theory]
    [InlineData("/pxe/{0}/v1.13.0/metal-amd64")]
    [InlineData("/image/{0}/v1.13.0/cmdline-metal-amd64")]
    [InlineData("/image/{0}/v1.13.0/kernel-riscv64")]
    [InlineData("/nothing")]
    public async Task No_answer_to_http_1_0_is_chunked(string path)
    {
        var id = await fixture.Factory.CreateAsync("{}");

        var (head, body) = await AskAsync($"GET {string.Format(CultureInfo.InvariantCulture, path, id)} HTTP/1.0\r\n\r\n");

        Assert.Contains($"Content-Length: {body.Length}", head);
        Assert.NotEmpty(body);
    }

    [Fact]
    public async Task Curl_of_http_1_0_gets_what_other_clients_get()
    {
        using var directory = new TemporaryDirectory();
        var id = await fixture.Factory.CreateAsync("{}");
        var whole = await fixture.Factory.Client.GetByteArrayAsync(new Uri($"/image/{id}/{File}", UriKind.Relative), Cancellation);
        var file = directory.Combine("uki.efi");
        await System.IO.File.WriteAllBytesAsync(file, whole[..5000], Cancellation);

        await Tool.RunAsync("curl", "-sS", "-0", "--fail", "--continue-at", "5000", "-o", file, $"{Boot}image/{id}/{File}");

        Assert.Equal(whole, await System.IO.File.ReadAllBytesAsync(file, Cancellation));
    }

    [Theory]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("//readyz/", HttpStatusCode.OK)]
    [InlineData("/versions", HttpStatusCode.NotFound)]
    [InlineData("/v2/", HttpStatusCode.NotFound)]
    [InlineData("/schematics", HttpStatusCode.NotFound)]
    [InlineData("/imagex", HttpStatusCode.NotFound)]
    public async Task Nothing_but_what_boots_is_there(string path, HttpStatusCode expected)
    {
        using var client = new HttpClient { BaseAddress = Boot };

        using var answer = await client.GetAsync(new Uri(Boot.GetLeftPart(UriPartial.Authority) + path), Cancellation);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task The_usual_listener_has_everything_beside_it()
    {
        using var answer = await fixture.Factory.Client.GetAsync(new Uri("/versions", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, fixture.Factory.Addresses.Count);
    }

    [Theory]
    [InlineData("https://192.0.2.1:8443", "without TLS")]
    [InlineData("boot", "such as http://")]
    [InlineData("http://127.0.0.1:8080", "both have the address 127.0.0.1:8080")]
    public void An_address_that_cannot_be_is_refused_at_the_start(string url, string expected)
    {
        var exception = Assert.Throws<FactoryException>(() => new BootListener(url, "http://localhost:8080"));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    private async Task<(string[] Head, byte[] Body)> AskAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Boot.Host, Boot.Port, Cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        var answer = new MemoryStream();

        // An answer to HTTP/1.0 ends with its connection.
        await stream.CopyToAsync(answer, Cancellation);
        var bytes = answer.ToArray();
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        return (Encoding.ASCII.GetString(bytes[..end]).Split("\r\n"), bytes[(end + 4)..]);
    }

    public sealed class Fixture : IAsyncLifetime
    {
        public FactoryFixture Factory { get; } = new() { Configure = options => options.BootUrls = "http://127.0.0.2:0" };

        public ValueTask InitializeAsync() => Factory.InitializeAsync();

        public ValueTask DisposeAsync() => Factory.DisposeAsync();
    }
}
