using ImageFactory.Keys;
using ImageFactory.Testing;
using ImageFactory.Tests.Keys;

namespace ImageFactory.Tests.Commands;

public sealed class KeysCommandTests(KeyPair keys) : IDisposable
{
    private static readonly string[] Databases = ["KEK.auth", "KEK.esl", "PK.auth", "PK.esl", "db.auth", "db.esl"];

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Output => _directory.Combine("keys");

    [Fact]
    public async Task Generated_files_are_complete_private_and_those_of_one_key()
    {
        var result = await Executable.RunAsync("keys", "generate", "--output", Output, "--common-name", "test-only");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(
            Databases.Concat([KeyFiles.PcrKey, KeyFiles.CertificateDer, KeyFiles.Certificate, KeyFiles.SigningKey]).Order(StringComparer.Ordinal),
            Directory.GetFiles(Output).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(Output), AssertIsPrivate);
        Assert.Equal(
            await Tool.RunAsync("openssl", "x509", "-in", File(KeyFiles.Certificate), "-noout", "-pubkey"),
            await Tool.RunAsync("openssl", "pkey", "-in", File(KeyFiles.SigningKey), "-pubout"));
        Assert.Contains("O = test-only", await Tool.RunAsync("openssl", "x509", "-in", File(KeyFiles.CertificateDer), "-noout", "-subject"), StringComparison.Ordinal);
        await AssertEnrolsAsync(File(KeyFiles.CertificateDer));
    }

    [Fact]
    public async Task Nothing_is_overwritten_unless_it_is_forced()
    {
        Directory.CreateDirectory(Output);
        await System.IO.File.WriteAllTextAsync(File(KeyFiles.PcrKey), "precious", Cancel);

        var refused = await Executable.RunAsync("keys", "generate", "--output", Output);
        var left = Directory.GetFiles(Output);
        var forced = await Executable.RunAsync("keys", "generate", "--output", Output, "--force");

        Assert.Equal(6, refused.ExitCode);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal([File(KeyFiles.PcrKey)], left);
        Assert.Equal(0, forced.ExitCode);
        Assert.Contains("PRIVATE KEY", await System.IO.File.ReadAllTextAsync(File(KeyFiles.PcrKey), Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Databases_are_made_of_keys_that_exist(bool encrypted)
    {
        var key = keys[KeyFiles.SigningKey];
        var arguments = encrypted ? await EncryptAsync(key, "correct horse", "correct horse") : ["--signing-key", key];

        var result = await RunDatabaseAsync(arguments);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(Databases, Directory.GetFiles(Output).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        await AssertEnrolsAsync(keys[KeyFiles.CertificateDer]);
    }

    [Fact]
    public async Task A_wrong_passphrase_is_told_in_a_sentence_without_it()
    {
        var result = await RunDatabaseAsync(await EncryptAsync(keys[KeyFiles.SigningKey], "correct horse", "wrong horse"));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("passphrase is wrong", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong horse", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Output));
    }

    public void Dispose() => _directory.Dispose();

    private static void AssertIsPrivate(string path) => Assert.Equal(
        UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : System.IO.File.GetUnixFileMode(path));

    private string File(string name) => Path.Combine(Output, name);

    private Task<ToolResult> RunDatabaseAsync(IReadOnlyList<string> key)
    {
        var certificate = keys[KeyFiles.Certificate];
        return Executable.RunAsync(
            ["keys", "database", "--enrolled-certificate", certificate, "--signing-certificate", certificate, .. key, "--output", Output]);
    }

    // The arguments for a key that openssl encrypted with one passphrase, and a file with another or the same one.
    private async Task<string[]> EncryptAsync(string key, string passphrase, string told)
    {
        var (encrypted, secret) = (_directory.Combine("encrypted.pem"), _directory.Combine("secret"));
        await Tool.RunAsync("openssl", "pkcs8", "-topk8", "-in", key, "-passout", $"pass:{passphrase}", "-out", encrypted);
        await System.IO.File.WriteAllTextAsync(secret, told + "\n", Cancel);
        return ["--signing-key", encrypted, "--passphrase-file", secret];
    }

    // efitools take the certificate out of each list again. The signatures themselves are judged with the format (ImageFactory.Boot.Tests).
    private async Task AssertEnrolsAsync(string certificate)
    {
        foreach (var name in new[] { "PK", "KEK", "db" })
        {
            await Tool.RunAsync("sig-list-to-certs", File($"{name}.esl"), _directory.Combine(name));
            await Tool.RunAsync("cmp", certificate, _directory.Combine($"{name}-0.der"));
            var (signed, list) = (await System.IO.File.ReadAllBytesAsync(File($"{name}.auth"), Cancel), await System.IO.File.ReadAllBytesAsync(File($"{name}.esl"), Cancel));
            Assert.Equal(list, signed[^list.Length..]);
        }
    }
}
