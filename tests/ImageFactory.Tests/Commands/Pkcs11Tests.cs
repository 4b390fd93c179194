using ImageFactory.Keys;
using ImageFactory.Testing;
using ImageFactory.Tests.Keys;
using ImageFactory.Tests.Service;

namespace ImageFactory.Tests.Commands;

/// <summary>Keys in a token of SoftHSM.</summary>
public sealed class Pkcs11Tests(FactoryFixture factory, KeyPair keys) : IClassFixture<FactoryFixture>, IDisposable
{
    private const string Uki = "metal-amd64-secureboot-uki.efi";
    private const string Module = "/usr/lib/softhsm/libsofthsm2.so";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_gives_the_image_that_the_samekeys_in_files_give()
    {
        await ImportAsync();

        var inFiles = await BuildAsync("files", Key("File", keys[KeyFiles.SigningKey]), Key("File", keys[KeyFiles.PcrKey]));
        var inToken = await BuildAsync("token", Key("Pkcs11", Uri("uki")), Key("Pkcs11", Uri("pcr")));

        Assert.True(inFiles.ExitCode == 0, inFiles.Error);
        Assert.True(inToken.ExitCode == 0, inToken.Error);
        await Tool.RunAsync("cmp", _directory.Combine("files", Uki), _directory.Combine("token", Uki));
        await Tool.RunAsync("sbverify", "--cert", keys[KeyFiles.Certificate], _directory.Combine("token", Uki));
    }

    [Fact]
    public async Task A_key_that_is_not_in_the_token_is_told_without_the_pin()
    {
        await ImportAsync();

        var result = await BuildAsync("token", Key("Pkcs11", Uri("missing")), Key("Pkcs11", Uri("pcr")));

        Assert.Equal(5, result.ExitCode);
        Assert.Contains("The PKCS #11 token cannot be opened", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", result.Error, StringComparison.Ordinal);
    }

    // The engine shows the URI where it fails.
    [Fact]
    public async Task A_pin_in_the_uri_is_refused_and_not_shown()
    {
        var result = await BuildAsync("token", Key("Pkcs11", "pkcs11:token=test-only;object=uki?pin-value=1234"), Key("File", keys[KeyFiles.PcrKey]));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("pin-source", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private string Uri(string label) => $"pkcs11:token=test-only;object={label}?pin-source={_directory.Combine("pin")}";

    private static string Key(string kind, string where) => $$"""{"{{kind}}": "{{where}}"}""";

    private async Task ImportAsync()
    {
        Directory.CreateDirectory(_directory.Combine("tokens"));
        await File.WriteAllTextAsync(_directory.Combine("pin"), "1234", Cancel);
        await File.WriteAllTextAsync(_directory.Combine("softhsm.conf"), $"directories.tokendir = {_directory.Combine("tokens")}\n", Cancel);
        await SoftHsmAsync("--init-token", "--free", "--label", "test-only", "--so-pin", "1234");
        foreach (var (label, id, file) in new[] { ("uki", "a1", KeyFiles.SigningKey), ("pcr", "a2", KeyFiles.PcrKey) })
        {
            var plain = _directory.Combine(label);
            await Tool.RunAsync("openssl", "pkcs8", "-topk8", "-nocrypt", "-in", keys[file], "-out", plain);
            await SoftHsmAsync("--import", plain, "--token", "test-only", "--label", label, "--id", id);
        }
    }

    private Task<string> SoftHsmAsync(params string[] arguments)
    {
        Tool.Require("softhsm2-util");
        return Tool.RunAsync("env", [$"SOFTHSM2_CONF={_directory.Combine("softhsm.conf")}", "softhsm2-util", .. arguments, "--pin", "1234"]);
    }

    private async Task<ToolResult> BuildAsync(string name, string signingKey, string pcrKey)
    {
        var configuration = _directory.Combine($"{name}.json");
        await File.WriteAllTextAsync(
            configuration,
            $$"""{"SecureBoot": {"Certificate": "{{keys[KeyFiles.Certificate]}}", "SigningKey": {{signingKey}}, "PcrKey": {{pcrKey}} } }""",
            Cancel);
        return await Executable.RunAsync(
            "{}",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["SOFTHSM2_CONF"] = _directory.Combine("softhsm.conf"),
                ["PKCS11_MODULE_PATH"] = Module,
            },
            "build", "--schematic", "-", "--talos-version", "v1.13.0", "--source", factory.Source, "--data", _directory.Combine($"{name}-data"),
            "--config", configuration, "--output", _directory.Combine(name), Uki);
    }
}
