using ImageFactory.Assets.Artifacts;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>Schematics name images of extensions themselves.</summary>
public sealed class PinnedExtensionTests(MiniReleaseFixture release) : IClassFixture<MiniReleaseFixture>, IDisposable
{
    private const string Elsewhere = "registry.example:5000";
    private const string File = "initramfs-amd64.xz";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_image_of_an_allowed_registry_is_packed_from_there()
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Combine("elsewhere"), Cancellation);
        await MiniImage.PutAsync(
            layout, "acme/tool:2", [MiniImage.Manifest("tool"), MiniImage.File("rootfs/usr/local/etc/tool", "tool")], Cancellation);
        await layout.FinishAsync(Cancellation);
        using var factory = new FactoryLab(release.Source, _directory.Combine("data"), extensions: images => new ExtensionSources(images)
        {
            Registries = new Dictionary<string, IContentSource>(StringComparer.Ordinal) { [Elsewhere] = new LayoutSource(_directory.Combine("elsewhere")) },
            Allowed = [new ExtensionRegistry(Elsewhere, "acme")],
        });

        var with = await factory.GetAsync(Schematic(Elsewhere + "/acme/tool:2"), "v1.13.0", File);
        var without = await factory.GetAsync("{}", "v1.13.0", File);

        Assert.True(with.Length > without.Length + 1000);
    }

    [Fact]
    public async Task A_digest_that_is_not_there_is_the_fault_of_the_request()
    {
        var name = $"siderolabs/hello@{Digest.Parse("sha256:" + new string('0', 64))}";
        using var factory = new FactoryLab(release.Source, _directory.Combine("data"));

        var fault = await Assert.ThrowsAsync<FactoryException>(() => factory.GetAsync(Schematic(name), "v1.13.0", File));

        Assert.Equal(FactoryError.InvalidCombination, fault.Error);
        Assert.Equal($"The extension \"{name}\" has no image for amd64.", fault.Message);
    }

    [Fact]
    public async Task The_name_and_its_pin_are_the_same_extension()
    {
        using var factory = new FactoryLab(release.Source, _directory.Combine("data"));

        var named = await factory.PlanAsync(Schematic("siderolabs/hello"), "v1.13.0", File);
        var pinned = await factory.PlanAsync(Schematic("siderolabs/hello:1.0.0-v1.13.0"), "v1.13.0", File);

        Assert.Equal(named.Extensions!.Official[0].Digest, pinned.Extensions!.Official[0].Digest);
        Assert.NotEqual(named.Profile.SchematicId, pinned.Profile.SchematicId);
    }

    public void Dispose() => _directory.Dispose();

    private static string Schematic(string extension) => $"customization: {{systemExtensions: {{officialExtensions: ['{extension}']}}}}";
}
