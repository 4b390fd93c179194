using ImageFactory.Interop.Tests.Build;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Registry;

/// <summary>The scripts of the pipelines in <c>docs/ci</c>, as a runner would run them.</summary>
public sealed class PipelineTests : IDisposable
{
    private const string User = "runner";
    private const string Password = "token";

    // Prints all scripts of a pipeline, one after the other.
    private const string Scripts =
        """
        import sys, yaml
        pipeline = yaml.safe_load(open(sys.argv[1]))
        jobs = pipeline.get("jobs") or {name: job for name, job in pipeline.items() if isinstance(job, dict) and "script" in job}
        for job in jobs.values():
            print("\n".join(job.get("script") or [step["run"] for step in job["steps"] if "run" in step]))
        """;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("github-actions.yml")]
    [InlineData("gitlab-ci.yml")]
    public async Task A_pipeline_pushes_an_installer_and_downloads_an_image_that_is_what_its_checksum_says(string file)
    {
        DockerRegistry.Require();
        var users = _directory.Combine("users");
        await Tool.RunAsync("htpasswd", "-Bbc", users, User, Password);
        await using var registry = new DockerRegistry { Users = users };
        await registry.StartAsync();
        var address = LoopbackServer.FindAddress();
        await using var factory = await LoopbackServer.StartAsync(
            address, "dotnet", Executable.Path, "serve", "--urls", $"http://{address}", "--source", SampleRelease.Require(), "--data", _directory.Combine("served"));
        await PrepareAsync();

        await RunAsync(await Tool.RunAsync("python3", "-c", Scripts, RepositoryRoot.Combine("docs", "ci", file)), $"http://{address}", $"http://{registry.Address}/team/installer");

        var pushed = (await File.ReadAllTextAsync(_directory.Combine("work", "installer.txt"), Cancel)).Trim();
        Assert.StartsWith($"{registry.Address}/team/installer@sha256:", pushed, StringComparison.Ordinal);
        await Tool.RunAsync("skopeo", "inspect", "--raw", "--tls-verify=false", "--creds", $"{User}:{Password}", $"docker://{pushed}");
    }

    public void Dispose() => _directory.Dispose();

    private async Task PrepareAsync()
    {
        Directory.CreateDirectory(_directory.Combine("work"));
        Directory.CreateDirectory(_directory.Combine("bin"));
        await File.WriteAllTextAsync(_directory.Combine("work", "schematic.yaml"), "{}\n", Cancel);
        var command = _directory.Combine("bin", "imagefactory");
        await File.WriteAllTextAsync(command, $"#!/bin/sh\nexec dotnet '{Executable.Path}' \"$@\"\n", Cancel);
        await Tool.RunAsync("chmod", "+x", command);
    }

    private Task<string> RunAsync(string script, string factory, string target) => Tool.RunAsync(
        "env",
        "-C",
        _directory.Combine("work"),
        $"PATH={_directory.Combine("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
        "TALOS_VERSION=v1.13.0",
        $"SOURCE={SampleRelease.Require()}",
        $"FACTORY={factory}",
        $"TARGET={target}",
        $"IMAGEFACTORY_PUSH_USERNAME={User}",
        $"IMAGEFACTORY_PUSH_PASSWORD={Password}",
        "bash",
        "-euo",
        "pipefail",
        "-c",
        script);
}
