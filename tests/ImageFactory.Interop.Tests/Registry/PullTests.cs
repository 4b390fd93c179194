using ImageFactory.Interop.Tests.Build;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Registry;

/// <summary>Installers and source images pulled from the served factory by the clients that people use.</summary>
public sealed class PullTests : IDisposable
{
    private const string Installer = "installer/376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

    private readonly TemporaryDirectory _directory = new();

    private readonly string _address = LoopbackServer.FindAddress();

    [Fact]
    public async Task An_installer_goes_to_a_registry_and_back_unchanged()
    {
        DockerRegistry.Require();
        await using var factory = await ServeAsync();
        await using var registry = new DockerRegistry();
        await registry.StartAsync();
        var ours = $"docker://{_address}/{Installer}:v1.13.0";
        var theirs = $"docker://{registry.Address}/copy:v1.13.0";

        await CopyAsync(ours, theirs);
        await CopyAsync(theirs, $"oci:{_directory.Combine("back")}:back");

        Assert.Equal(await InspectAsync(ours), await InspectAsync(theirs));
        Assert.Equal(await InspectAsync(ours), await InspectAsync($"oci:{_directory.Combine("back")}:back"));
    }

    [Fact]
    public async Task By_digest_it_is_pulled_after_a_restart()
    {
        Tool.Require("skopeo");
        string digest;
        await using (await ServeAsync())
        {
            digest = (await Tool.RunAsync("skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}", $"docker://{_address}/{Installer}:v1.13.0")).Trim();
        }

        await using var factory = await ServeAsync();

        await CopyAsync($"docker://{_address}/{Installer}@{digest}", $"oci:{_directory.Combine("copy")}:copy");
    }

    [Fact]
    public async Task Podman_pulls_it_for_either_architecture_and_sees_what_is_in_it()
    {
        Tool.Require("podman");
        await using var factory = await ServeAsync();
        await using var podman = await PodmanService.StartAsync();
        foreach (var architecture in new[] { "arm64", "amd64" })
        {
            var image = (await podman.RunAsync("pull", "-q", "--tls-verify=false", "--arch", architecture, $"{_address}/{Installer}:v1.13.0")).Trim();
            var root = (await podman.RunAsync("image", "mount", image)).Trim();

            Assert.True(File.Exists(Path.Combine(root, $"usr/install/{architecture}/vmlinuz.efi")));
            await podman.RunAsync("image", "unmount", image);
        }
    }

    [Fact]
    public async Task Podman_runs_it()
    {
        Tool.Require("podman");
        Tool.Require("unshare");
        await using var factory = await ServeAsync();
        await using var podman = await PodmanService.StartAsync();
        var image = (await podman.RunAsync("pull", "-q", "--tls-verify=false", $"{_address}/{Installer}:v1.13.0")).Trim();

        var text = await podman.RunContainerAsync(image, "install", "--platform=metal");

        Assert.Contains("imagefactory.installer=install --platform=metal", text, StringComparison.Ordinal);
        Assert.Contains("imagefactory.installer.file=/usr/install/amd64/vmlinuz.efi ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Containerd_fetches_it_with_every_blob_verified()
    {
        Tool.Require("containerd");
        Tool.Require("ctr");
        await using var factory = await ServeAsync();
        await using var containerd = await Containerd.StartAsync();

        var text = await containerd.RunAsync("content", "fetch", "--plain-http", "--all-platforms", $"{_address}/{Installer}:v1.13.0");

        Assert.Contains("done", text, StringComparison.Ordinal);

        // The index, and for each architecture a manifest, a configuration and two layers.
        Assert.Equal(9, (await containerd.RunAsync("content", "ls", "-q")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_source_image_is_copied_with_its_digest()
    {
        Tool.Require("skopeo");
        await using var factory = await ServeAsync();
        var copy = $"oci:{_directory.Combine("copy")}:copy";

        await CopyAsync($"docker://{_address}/siderolabs/installer-base:v1.13.0", copy);

        Assert.Equal(await InspectAsync($"oci:{SampleRelease.Require()}:siderolabs/installer-base:v1.13.0"), await InspectAsync(copy));
    }

    public void Dispose() => _directory.Dispose();

    private static Task<string> CopyAsync(string from, string to) => Tool.RunAsync(
        "skopeo", "copy", "--insecure-policy", "--all", "--preserve-digests", "--src-tls-verify=false", "--dest-tls-verify=false", from, to);

    private static Task<string> InspectAsync(string image) => Tool.RunAsync("skopeo", "inspect", "--raw", "--tls-verify=false", image);

    private Task<LoopbackServer> ServeAsync() => LoopbackServer.StartAsync(
        _address,
        "dotnet",
        Executable.Path,
        "serve",
        "--urls",
        $"http://{_address}",
        "--external-url",
        $"http://{_address}",
        "--source",
        SampleRelease.Require(),
        "--data",
        _directory.Combine("data"));
}
