using ImageFactory.Engines;
using ImageFactory.Installers;
using ImageFactory.Testing;
using ImageFactory.Tests.Service;

namespace ImageFactory.Tests.Commands;

public sealed class PushCommandTests(FactoryFixture factory) : IClassFixture<FactoryFixture>, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("registry.example/team/installer", "https://registry.example", "team/installer:v1.13.0", "registry.example")]
    [InlineData("registry.example:5000/a:b", "https://registry.example:5000", "a:b", "registry.example:5000")]
    [InlineData("http://127.0.0.1:5000/a", "http://127.0.0.1:5000", "a:v1.13.0", "127.0.0.1:5000")]
    [InlineData("docker.io/user/repo:x", "https://registry-1.docker.io", "user/repo:x", "index.docker.io")]
    public void A_destination_has_a_registry_a_name_and_credentials(string text, string endpoint, string name, string credentials)
    {
        Assert.True(PushDestination.TryParse(text, "v1.13.0", out var destination));

        Assert.Equal(
            (endpoint, name, credentials), (destination.Endpoint.ToString().TrimEnd('/'), destination.Name.ToString(), destination.CredentialHost));
    }

    [Theory]
    [InlineData("team/installer")]
    [InlineData("registry.example/UPPER")]
    [InlineData("registry.example/a@sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ftp://registry.example/a")]
    [InlineData("user:password@registry.example/a")]
    public void What_is_no_place_in_a_registry_is_refused(string text) => Assert.False(PushDestination.TryParse(text, "v1.13.0", out _));

    [Theory]
    [InlineData("docker", "DOCKER_HOST", "unix:///tmp/a.sock", "/tmp/a.sock")]
    [InlineData("podman", "CONTAINER_HOST", "tcp://127.0.0.1:2375", "/")]
    public void The_variable_of_an_engine_says_where_its_socket_is(string engine, string variable, string value, string path) =>
        Assert.Equal(path, EngineAddress.Find(engine, name => name == variable ? value : null).AbsolutePath);

    [Fact]
    public void A_socket_is_found_where_the_user_runs_the_engine()
    {
        Directory.CreateDirectory(_directory.Combine("podman"));
        File.WriteAllText(_directory.Combine("podman", "podman.sock"), string.Empty);

        var address = EngineAddress.Find("podman", name => name is "XDG_RUNTIME_DIR" ? _directory.Path : null);

        Assert.Equal(_directory.Combine("podman", "podman.sock"), address.AbsolutePath);
    }

    [Theory]
    [InlineData(1, "Where to?")]
    [InlineData(2, "is no place in a registry", "team/installer")]
    [InlineData(2, "There is no platform 'moon'", "registry.example/a", "--platform", "moon")]
    [InlineData(2, "is no repository", "registry.example/a", "--mount-from", "UPPER")]
    [InlineData(5, "push the blob", "http://127.0.0.1:1/a")]
    public async Task What_cannot_be_pushed_has_its_exit_code_and_a_sentence(int exitCode, string expected, params string[] more)
    {
        var schematic = _directory.Combine("schematic.yaml");
        await File.WriteAllTextAsync(schematic, "{}\n", TestContext.Current.CancellationToken);

        var result = await Executable.RunAsync(
            ["push", "--schematic", schematic, "--talos-version", "v1.13.0", "--source", factory.Source, "--data", _directory.Combine("data"), .. more]);

        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, result.ExitCode);
    }

    public void Dispose() => _directory.Dispose();
}
