using ImageFactory.Oci.Client;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Tests.Content;
using ImageFactory.Testing;

namespace ImageFactory.Oci.Tests.Client;

/// <summary>The contract of every source, held against a registry that others wrote and others filled.</summary>
public sealed class RegistrySourceJudgeTests(SampleRegistry registry) : ContentSourceContract, IClassFixture<SampleRegistry>
{
    private protected override Task<IContentSource> OpenAsync(string layout)
    {
        DockerRegistry.Require();
        return Task.FromResult<IContentSource>(
            RegistrySource.Create(new RegistryOptions { Endpoints = [RegistryEndpoint.Parse($"http://{registry.Address}")] }));
    }

    public override ValueTask DisposeAsync()
    {
        (Source as IDisposable)?.Dispose();
        return base.DisposeAsync();
    }
}
