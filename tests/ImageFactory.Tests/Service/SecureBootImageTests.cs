using System.Net;
using System.Text;
using ImageFactory.Configuration;
using ImageFactory.Keys;
using ImageFactory.Testing;
using ImageFactory.Tests.Keys;

namespace ImageFactory.Tests.Service;

/// <summary>Signed images as the server gives them.</summary>
public sealed class SecureBootImageTests(KeyPair keys)
{
    private const string Uki = "metal-amd64-secureboot-uki.efi";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sbverify_accepts_what_the_server_gives_and_nothing_that_is_kept_has_a_byte_of_the_private_keys()
    {
        using var directory = new TemporaryDirectory();
        await using var factory = await StartAsync(keys.Configure);
        var path = directory.Combine(Uki);

        await File.WriteAllBytesAsync(path, await factory.Client.GetByteArrayAsync(await UriAsync(factory), Cancel), Cancel);

        await Tool.RunAsync("sbverify", "--cert", keys[KeyFiles.Certificate], path);
        var secrets = Secrets();
        foreach (var file in Directory.GetFiles(factory.Data, "*", SearchOption.AllDirectories).Where(IsContent).Append(path))
        {
            var content = await File.ReadAllBytesAsync(file, Cancel);
            Assert.DoesNotContain(secrets, secret => content.AsSpan().IndexOf(secret) >= 0);
        }
    }

    [Fact]
    public async Task Secureboot_that_is_turned_off_is_400()
    {
        await using var factory = await StartAsync(options => options.SecureBoot.Enabled = false);

        await AssertRefusedAsync(factory, HttpStatusCode.BadRequest, "SecureBoot is turned off");
    }

    [Fact]
    public async Task A_signing_command_that_fails_is_503()
    {
        await using var factory = await StartAsync(options =>
        {
            keys.Configure(options);
            options.SecureBoot.SigningKey.File = null;
            options.SecureBoot.SigningKey.Command.Add("false");
        });

        await AssertRefusedAsync(factory, HttpStatusCode.ServiceUnavailable, "The signing command");
    }

    private static async Task<FactoryFixture> StartAsync(Action<FactoryOptions> configure)
    {
        var factory = new FactoryFixture { Configure = configure };
        await factory.InitializeAsync();
        return factory;
    }

    private static async Task<Uri> UriAsync(FactoryFixture factory) =>
        new($"/image/{await factory.CreateAsync("{}")}/v1.13.0/{Uki}", UriKind.Relative);

    private static async Task AssertRefusedAsync(FactoryFixture factory, HttpStatusCode status, string expected)
    {
        using var answer = await factory.Client.GetAsync(await UriAsync(factory), Cancel);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    // The store holds its locks, which are empty, for itself.
    private static bool IsContent(string path) => !path.EndsWith(".lock", StringComparison.Ordinal);

    // The private numbers of both keys, and a line of each text.
    private List<byte[]> Secrets()
    {
        var secrets = new List<byte[]>();
        foreach (var name in new[] { KeyFiles.SigningKey, KeyFiles.PcrKey })
        {
            using var rsa = keys.Open(name);
            var numbers = rsa.ExportParameters(includePrivateParameters: true);
            secrets.AddRange([numbers.D!, numbers.P!, numbers.Q!, Encoding.ASCII.GetBytes(File.ReadAllLines(keys[name])[4])]);
        }

        return secrets;
    }
}
