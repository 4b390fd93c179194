using System.Text.Json;
using ImageFactory.Interop.Tests.Build;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Registry;

/// <summary><c>imagefactory push</c>, judged by Debian's docker-registry, skopeo and Podman.</summary>
public sealed class PushTests : IDisposable
{
    private const string User = "pusher";
    private const string Password = "secret word";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_pushed_is_pulled_by_skopeo_with_the_digest_that_was_printed()
    {
        DockerRegistry.Require();
        await using var registry = new DockerRegistry();
        await registry.StartAsync();

        var pushed = await PushAsync([], $"http://{registry.Address}/talos/installer:one");

        var copy = _directory.Combine("copy");
        await Tool.RunAsync(
            "skopeo", "copy", "--insecure-policy", "--all", "--preserve-digests", "--src-tls-verify=false", $"docker://{registry.Address}/talos/installer:one", $"oci:{copy}:one");
        Assert.Equal($"{registry.Address}/talos/installer@{await DigestOfAsync(copy)}", pushed);
    }

    [Theory]
    [InlineData("variables")]
    [InlineData("configuration")]
    public async Task A_registry_that_wants_a_password_gets_it(string from)
    {
        DockerRegistry.Require();
        var users = _directory.Combine("users");
        await Tool.RunAsync("htpasswd", "-Bbc", users, User, Password);
        await using var registry = new DockerRegistry { Users = users };
        await registry.StartAsync();
        var address = $"http://{registry.Address}/talos/installer";
        var refused = await TryPushAsync([$"DOCKER_CONFIG={_directory.Path}"], address);

        var pushed = await PushAsync(await CredentialsAsync(from, registry.Address), address);

        Assert.Equal(5, refused.ExitCode);
        Assert.Contains("401", refused.Error, StringComparison.Ordinal);
        var seen = await Tool.RunAsync("skopeo", "inspect", "--tls-verify=false", "--creds", $"{User}:{Password}", $"docker://{pushed}");
        Assert.Contains("\"Architecture\": \"amd64\"", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_repository_of_the_registry_gets_the_layers_of_the_first()
    {
        DockerRegistry.Require();
        await using var registry = new DockerRegistry();
        await registry.StartAsync();
        var first = await PushAsync([], $"http://{registry.Address}/talos/one");

        var second = await TryPushAsync([], $"http://{registry.Address}/talos/two", "--mount-from", "talos/one");

        Assert.Equal(0, second.ExitCode);
        Assert.Equal(first.Replace("/one@", "/two@", StringComparison.Ordinal), second.Output.TrimEnd());
    }

    [Theory]
    [InlineData("podman", "CONTAINER_HOST")]
    [InlineData("docker", "DOCKER_HOST")]
    public async Task An_engine_loads_the_installer_over_its_socket(string engine, string variable)
    {
        Tool.Require("podman");
        await using var podman = await PodmanService.StartAsync();

        var result = await TryPushAsync([$"{variable}=unix://{podman.Socket}"], "registry.example/talos/installer:loaded", "--to", engine);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal("registry.example/talos/installer:loaded", result.Output.TrimEnd());
        Assert.Equal("amd64\n", await podman.RunAsync("image", "inspect", "--format", "{{.Architecture}}", "registry.example/talos/installer:loaded"));
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<string> DigestOfAsync(string layout)
    {
        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(layout, "index.json"), Cancel));
        return index.RootElement.GetProperty("manifests")[0].GetProperty("digest").GetString()!;
    }

    private async Task<string[]> CredentialsAsync(string from, string address)
    {
        if (from is "variables")
        {
            return [$"IMAGEFACTORY_PUSH_USERNAME={User}", $"IMAGEFACTORY_PUSH_PASSWORD={Password}"];
        }

        await File.WriteAllTextAsync(
            _directory.Combine("config.json"),
            $"{{\"auths\": {{\"{address}\": {{\"username\": \"{User}\", \"password\": \"{Password}\"}}}}}}",
            Cancel);
        return [$"DOCKER_CONFIG={_directory.Path}"];
    }

    private async Task<string> PushAsync(string[] environment, string name)
    {
        var result = await TryPushAsync(environment, name);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.TrimEnd();
    }

    private async Task<ToolResult> TryPushAsync(string[] environment, string name, params string[] options)
    {
        var schematic = _directory.Combine("schematic.yaml");
        await File.WriteAllTextAsync(schematic, "{}\n", Cancel);
        return await Tool.TryRunAsync(
            "env",
            [
                .. environment, "dotnet", Executable.Path, "push", "--schematic", schematic, "--talos-version", "v1.13.0",
                "--source", SampleRelease.Require(), "--data", _directory.Combine("data"), .. options, name,
            ]);
    }
}
