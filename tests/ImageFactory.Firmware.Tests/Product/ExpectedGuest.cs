using System.Globalization;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Product;

/// <summary>What the guest of an order should report about itself.</summary>
/// <param name="Architecture">Its processor.</param>
/// <param name="SchematicId">The ID of the order's schematic.</param>
/// <param name="Layers">Its extensions from the lowest layer to the highest.</param>
/// <param name="Markers">The SHA-256 of each extension's marker.</param>
internal sealed record ExpectedGuest(
    string Architecture, string SchematicId, IReadOnlyList<GuestExtension> Layers, IReadOnlyDictionary<string, string> Markers)
{
    /// <summary>Reads out of the sample what the order's extensions are.</summary>
    public static async Task<ExpectedGuest> OfAsync(Order order, string schematicId, CancellationToken cancellationToken)
    {
        var extensions = new List<SampleExtension>();
        foreach (var name in order.Extensions)
        {
            extensions.Add(await SampleExtension.ReadAsync(order.Version, order.ArchitectureName, $"siderolabs/{name}", cancellationToken));
        }

        var layers = extensions.Select(extension => extension.Layer).Append(new GuestExtension("schematic", schematicId));
        var markers = extensions.DistinctBy(extension => extension.ShortName).ToDictionary(extension => extension.ShortName, extension => extension.Marker);
        var index = extensions.Select(extension => extension.KernelRelease).OfType<string>().Distinct(StringComparer.Ordinal);
        return new ExpectedGuest(
            order.ArchitectureName, schematicId, [.. InOrderOfNames(layers), .. index.Select(release => new GuestExtension("modules.dep", release))], markers);
    }

    /// <summary>Fails the test where the guest is another, with its serial text.</summary>
    public void AssertIs(GuestReport report)
    {
        Assert.Empty(report.Errors);
        Assert.Equal(Architecture, report.Architecture);
        Assert.Equal(SchematicId, report.SchematicId);
        Assert.Equal(Layers, report.Extensions);
        Assert.Equal(Markers, report.Markers);
    }

    // The layers are named 0, 1, 2 … and stacked in the order of these names as texts: 10 comes before 2.
    private static GuestExtension[] InOrderOfNames(IEnumerable<GuestExtension> layers) =>
    [
        .. layers.Select((layer, index) => (Name: index.ToString(CultureInfo.InvariantCulture), Layer: layer))
            .OrderBy(layer => layer.Name, StringComparer.Ordinal)
            .Select(layer => layer.Layer),
    ];
}
