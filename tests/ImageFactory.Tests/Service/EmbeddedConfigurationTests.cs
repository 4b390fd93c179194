using System.Net;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

public sealed class EmbeddedConfigurationTests : IAsyncLifetime
{
    private const string Schematic = "customization: {embeddedMachineConfiguration: 'token: SECRET'}";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => _directory.Combine("data");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_is_refused_unless_the_operator_allows_it()
    {
        await using var factory = await StartAsync(isAllowed: false);

        using var answer = await factory.Client.PostAsync(new Uri("/schematics", UriKind.Relative), new StringContent(Schematic), Cancellation);

        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("EmbeddedConfiguration=true", body, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/schematics/{0}")]
    [InlineData("/image/{0}/v1.13.0/initramfs-amd64.xz")]
    [InlineData("/image/{0}/v1.13.0/kernel-amd64")]
    public async Task What_was_stored_while_it_was_allowed_is_not_given_afterwards(string path)
    {
        string id;
        await using (var factory = await StartAsync(isAllowed: true))
        {
            id = await factory.CreateAsync(Schematic);
            Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(factory, path, id));
        }

        await using var strict = await StartAsync(isAllowed: false);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusOfAsync(strict, path, id));
    }

    [Fact]
    public async Task Talos_before_1_12_does_not_read_it()
    {
        await using var factory = await StartAsync(isAllowed: true);
        var id = await factory.CreateAsync(Schematic);

        Assert.Equal(HttpStatusCode.BadRequest, await StatusOfAsync(factory, "/image/{0}/v1.9.5/initramfs-amd64.xz", id));
    }

    [Fact]
    public async Task The_key_of_the_store_is_for_its_owner_alone()
    {
        await using var factory = await StartAsync(isAllowed: true);

        await factory.CreateAsync(Schematic);

        var key = Path.Combine(Data, "encryption", "store.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(key));
        Assert.All(
            Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)),
            path => Assert.True(File.ReadAllBytes(path).AsSpan().IndexOf("SECRET"u8) < 0, path));
    }

    [Fact]
    public async Task A_long_configuration_is_taken()
    {
        await using var factory = await StartAsync(isAllowed: true);

        Assert.NotEmpty(await factory.CreateAsync($"customization: {{embeddedMachineConfiguration: '{new string('x', 200 * 1024)}'}}"));
    }

    private static async Task<HttpStatusCode> StatusOfAsync(FactoryFixture factory, string path, string id)
    {
        var uri = new Uri(path.Replace("{0}", id, StringComparison.Ordinal), UriKind.Relative);
        using var answer = await factory.Client.GetAsync(uri, Cancellation);
        return answer.StatusCode;
    }

    private async Task<FactoryFixture> StartAsync(bool isAllowed)
    {
        var factory = new FactoryFixture
        {
            Configure = options =>
            {
                options.EmbeddedConfiguration = isAllowed;
                options.Data = Data;
            },
        };
        await factory.InitializeAsync();
        return factory;
    }
}
