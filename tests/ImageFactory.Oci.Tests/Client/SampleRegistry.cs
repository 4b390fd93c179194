using ImageFactory.Oci.Tests.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Oci.Tests.Client;

/// <summary>A registry that others wrote, with the sample layout in it.</summary>
public sealed class SampleRegistry : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly DockerRegistry _registry = new();

    public string Address => _registry.Address;

    public async ValueTask InitializeAsync()
    {
        // Without it the tests themselves skip; a fixture cannot.
        if (DockerRegistry.IsInstalled)
        {
            var layout = _directory.Combine("layout");
            await SampleLayout.WriteAsync(layout, CancellationToken.None);
            await _registry.StartAsync();
            await _registry.FillAsync(layout, $"{SampleLayout.Imager}:v1.9.0", $"{SampleLayout.ImagerTag}", $"{SampleLayout.SingleTag}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        _directory.Dispose();
    }
}
