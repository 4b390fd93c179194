using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using ImageFactory.Keys;
using ImageFactory.Tests.Keys;

namespace ImageFactory.Tests.Service;

public sealed class SecureBootEndpointTests : IAsyncLifetime
{
    // The owner of Microsoft's entries, as UEFI writes GUIDs.
    private static readonly byte[] Microsoft = new Guid("77fa9abd-0359-4d32-bd60-28f4e78f784b").ToByteArray();

    private readonly KeyPair _keys;
    private readonly FactoryFixture _factory;

    public SecureBootEndpointTests(KeyPair keys)
    {
        _keys = keys;
        _factory = new FactoryFixture { Configure = keys.Configure };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _factory.InitializeAsync();

    [Fact]
    public async Task The_certificate_is_the_operator_s()
    {
        Assert.Equal(await File.ReadAllBytesAsync(_keys[KeyFiles.Certificate], Cancel), await GetAsync("/secureboot/signing-cert.pem"));
        Assert.Equal(await File.ReadAllBytesAsync(_keys[KeyFiles.CertificateDer], Cancel), await GetAsync("/secureboot/signing-cert.der"));
    }

    [Fact]
    public async Task Each_listed_file_has_its_length_and_hash()
    {
        var list = JsonDocument.Parse(await GetAsync("/secureboot")).RootElement.EnumerateArray().ToList();

        Assert.Equal(8, list.Count);
        foreach (var file in list)
        {
            var content = await GetAsync($"/secureboot/{file.GetProperty("name").GetString()}");
            Assert.Equal(content.Length, file.GetProperty("size").GetInt64());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), file.GetProperty("sha256").GetString());
        }
    }

    [Theory]
    [InlineData("PK", 0)]
    [InlineData("KEK", 2)]
    [InlineData("db", 3)]
    public async Task Microsoft_s_certificates_are_added_on_request(string name, int added)
    {
        var without = await GetAsync($"/secureboot/{name}.esl");
        var with = await GetAsync($"/secureboot/{name}.esl?wellKnown=true");

        Assert.Equal(without, with[..without.Length]);
        Assert.Equal(added, with.AsSpan().Count(Microsoft));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_404_and_told_what_is()
    {
        using var answer = await _factory.Client.GetAsync(new Uri("/secureboot/uki-signing-key.pem", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("PK.auth", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _factory.DisposeAsync();

    private Task<byte[]> GetAsync(string path) => _factory.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative), Cancel);
}
