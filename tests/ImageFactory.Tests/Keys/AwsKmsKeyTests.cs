using System.Security.Cryptography;
using ImageFactory.Assets;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Configuration;
using ImageFactory.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFactory.Tests.Keys;

/// <summary>Keys of AWS KMS, whose part a server on the loopback interface plays.</summary>
public sealed class AwsKmsKeyTests : IDisposable
{
    private static readonly byte[] Hash = SHA384.HashData("hash"u8);

    private readonly KeyPair _keys;
    private readonly RSA _signing;
    private readonly RSA _other;

    public AwsKmsKeyTests(KeyPair keys)
    {
        _keys = keys;
        _signing = _keys.Open(KeyFiles.SigningKey);
        _other = _keys.Open(KeyFiles.PcrKey);
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test-only");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test-only");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_service_signs_as_the_key_itself_does()
    {
        await using var service = await KmsStandIn.StartAsync(_signing, _signing);

        var signature = await SignAsync(service.Address);

        Assert.Equal(_signing.SignHash(Hash, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1), signature);
    }

    [Theory]
    [InlineData("GetPublicKey")]
    [InlineData("Sign")]
    public async Task A_refusal_is_told_in_a_sentence(string action)
    {
        await using var service = await KmsStandIn.StartAsync(_signing, _signing, refused: action);

        await AssertUnavailableAsync("refuses", service.Address);
    }

    [Fact]
    public async Task A_service_that_is_away_is_told_in_a_sentence()
    {
        var service = await KmsStandIn.StartAsync(_signing, _signing);
        await service.DisposeAsync();

        await AssertUnavailableAsync("cannot be reached", service.Address);
    }

    [Fact]
    public async Task A_signature_of_another_key_is_noticed()
    {
        await using var service = await KmsStandIn.StartAsync(_signing, _other);

        await AssertUnavailableAsync("wrong signature", service.Address);
    }

    [Fact]
    public async Task A_key_that_is_no_rsa_key_is_told_in_a_sentence()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var service = await KmsStandIn.StartAsync(curve, _signing);

        await AssertUnavailableAsync("not an RSA key", service.Address);
    }

    [Fact]
    public async Task A_certificate_of_another_key_is_told_in_a_sentence()
    {
        await using var service = await KmsStandIn.StartAsync(_other, _other);

        var error = await Assert.ThrowsAsync<FactoryException>(() => SignAsync(service.Address));

        Assert.Contains("certificate is about another key", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _signing.Dispose();
        _other.Dispose();
    }

    private async Task AssertUnavailableAsync(string expected, string address)
    {
        var error = await Assert.ThrowsAsync<FactoryException>(() => SignAsync(address));

        Assert.Equal(FactoryError.SigningUnavailable, error.Error);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private async Task<byte[]> SignAsync(string address) =>
        await (await OpenAsync(address)).Image.SignHashAsync(HashAlgorithmName.SHA384, Hash, Cancel);

    private Task<SecureBootKeys> OpenAsync(string address)
    {
        var options = new FactoryOptions { Data = "/nonexistent" };
        _keys.Configure(options);
        options.SecureBoot.SigningKey.File = null;
        options.SecureBoot.SigningKey.AwsKmsKey = "alias/test-only";
        options.SecureBoot.SigningKey.AwsEndpoint = address;
        return new KeySource(options, TimeProvider.System, NullLogger<KeySource>.Instance).GetAsync(Cancel);
    }
}
