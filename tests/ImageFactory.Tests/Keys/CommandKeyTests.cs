using System.Security.Cryptography;
using ImageFactory.Assets;
using ImageFactory.Boot.Signing;
using ImageFactory.Keys;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Keys;

/// <summary>Signing commands of every behaviour; the right one signs with openssl.</summary>
public sealed class CommandKeyTests(KeyPair keys)
{
    private static readonly byte[] Hash = SHA256.HashData("hash"u8);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_signs_as_the_key_itself_does()
    {
        using var rsa = keys.Open(KeyFiles.PcrKey);
        var expected = rsa.SignHash(Hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Assert.Equal(expected, await SignAsync(SigningScript(keys[KeyFiles.PcrKey])));
    }

    [Fact]
    public async Task A_signature_of_another_key_is_noticed() => await AssertFailsAsync("wrong signature", SigningScript(keys[KeyFiles.SigningKey]));

    [Theory]
    [InlineData("cat > /dev/null; exit 3", "exit code 3")]
    [InlineData("cat > /dev/null; echo nonsense", "something else")]
    [InlineData("cat > /dev/null; echo '{\"signature\":\"***\"}'", "something else")]
    [InlineData("cat > /dev/null; echo '{\"signature\":\"AAAA\"}'", "wrong signature")]
    [InlineData("cat > /dev/null; echo '{}'", "wrong signature")]
    [InlineData("cat > /dev/null; head -c 10000000 /dev/zero", "something else")]
    [InlineData("exec cat /dev/zero", "within 2 seconds")]
    [InlineData("exec sleep 300", "within 2 seconds")]
    public Task A_command_that_does_not_sign_is_told_of(string script, string expected) => AssertFailsAsync(expected, script);

    [Fact]
    public async Task A_command_that_is_not_there_is_told_of()
    {
        var error = await Assert.ThrowsAsync<FactoryException>(() => KeyOf(["/nonexistent/signer"]).SignHashAsync(HashAlgorithmName.SHA256, Hash, Cancel));

        Assert.Equal(FactoryError.SigningUnavailable, error.Error);
        Assert.Contains("cannot be started", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_command_complains_of_is_not_for_clients()
    {
        var error = await Assert.ThrowsAsync<FactoryException>(() => SignAsync("cat > /dev/null; echo secret-place >&2; exit 1"));

        Assert.DoesNotContain("secret-place", error.Message, StringComparison.Ordinal);
        Assert.Contains("secret-place", error.InnerException!.Message, StringComparison.Ordinal);
    }

    private static string SigningScript(string key) => $$"""
        hash=$(sed 's/.*"hash":"\([^"]*\)".*/\1/' | sed 's/\\u002B/+/g')
        signature=$(echo "$hash" | base64 -d | openssl pkeyutl -sign -inkey '{{key}}' -pkeyopt digest:sha256 | base64 -w 0)
        echo "{\"signature\":\"$signature\"}"
        """;

    private async Task AssertFailsAsync(string expected, string script)
    {
        var error = await Assert.ThrowsAsync<FactoryException>(() => SignAsync(script));

        Assert.Equal(FactoryError.SigningUnavailable, error.Error);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private async Task<byte[]> SignAsync(string script)
    {
        Tool.Require("openssl");
        return await KeyOf(["sh", "-c", script]).SignHashAsync(HashAlgorithmName.SHA256, Hash, Cancel);
    }

    private VerifiedKey KeyOf(IReadOnlyList<string> command)
    {
        using var rsa = keys.Open(KeyFiles.PcrKey);
        return new VerifiedKey(new CommandKey(command, TimeSpan.FromSeconds(2), RsaPublicKey.Of(rsa), certificate: null));
    }
}
