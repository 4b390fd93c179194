using System.Text;
using ImageFactory.Assets;
using ImageFactory.Assets.Evidence;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Store;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Configuration;
using ImageFactory.Testing;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(ImageFactory.Firmware.Tests.Product.SampleFactory))]

namespace ImageFactory.Firmware.Tests.Product;

/// <summary>The product's own pipeline over the sample release. All tests share it, and so its segments.</summary>
public sealed class SampleFactory : IAsyncDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly Lazy<ServiceProvider> _services;

    public SampleFactory() => _services = new Lazy<ServiceProvider>(Start);

    /// <summary>The keys that it made for itself.</summary>
    internal Task<SecureBootKeys> Keys => _services.Value.GetRequiredService<IKeySource>().GetAsync(CancellationToken.None);

    private AssetPipeline Pipeline => _services.Value.GetRequiredService<AssetPipeline>();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_services.IsValueCreated)
        {
            await _services.Value.DisposeAsync();
        }

        _data.Dispose();
    }

    /// <summary>Keeps the order's schematic and returns its ID.</summary>
    internal async Task<string> CreateAsync(Order order, CancellationToken cancellationToken)
    {
        var stored = await _services.Value.GetRequiredService<SchematicStore>().CreateAsync(order.Schematic(), admit: () => { }, cancellationToken);
        return stored.Id.ToString();
    }

    /// <summary>Makes an asset of the order and writes it into a directory; returns the path.</summary>
    internal async Task<string> WriteAsync(Order order, string file, TemporaryDirectory directory, CancellationToken cancellationToken)
    {
        var asset = await GetAsync(order, file, cancellationToken);
        return await MapBytes.WriteAsync(asset.Map, directory.Combine(asset.Name), _services.Value.GetRequiredService<BlobStore>());
    }

    /// <summary>The kernel's arguments as the asset <c>cmdline-…</c> of the order has them.</summary>
    internal async Task<string> GetCommandLineAsync(Order order, CancellationToken cancellationToken)
    {
        var asset = await GetAsync(order, $"cmdline-metal-{order.ArchitectureName}{(order.SecureBoot ? "-secureboot" : "")}", cancellationToken);
        await using var content = Pipeline.Open(asset.Map);
        using var reader = new StreamReader(content, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>What a TPM should hold in PCR 11 after a profile of the asset's UKI booted.</summary>
    internal async Task<Pcr11> PredictAsync(Order order, string file, int profile, CancellationToken cancellationToken)
    {
        var planned = await PlanAsync(order, file, cancellationToken);
        var measurements = _services.Value.GetRequiredService<MeasurementSource>();
        return Pcr11.Read(await measurements.GetAsync(planned.Plan, new Progress<BuildProgress>(), cancellationToken), profile);
    }

    private async Task<Asset> GetAsync(Order order, string file, CancellationToken cancellationToken) =>
        await Pipeline.GetAsync(await PlanAsync(order, file, cancellationToken), new Progress<BuildProgress>(), cancellationToken);

    private async Task<Assets.Order> PlanAsync(Order order, string file, CancellationToken cancellationToken)
    {
        var id = await CreateAsync(order, cancellationToken);
        return await Pipeline.PlanAsync(new AssetRequest(id, order.Version, file), cancellationToken);
    }

    // Not in the constructor: where there is no sample release, each test says so.
    private ServiceProvider Start()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddFactory(new FactoryOptions { Source = SampleRelease.Require(), Data = _data.Combine("data") });
        return services.BuildServiceProvider();
    }
}
