using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>An extension says which versions of Talos it works with.</summary>
public sealed class ExtensionCompatibilityTests : IDisposable
{
    private readonly ExtensionLab _lab = new();

    [Theory]
    [InlineData(">= v1.6.0", "v1.13.0")]
    [InlineData(">= v1.13.0", "v1.13.0-alpha.1")]
    [InlineData("", "v1.3.0")]
    public async Task One_that_works_with_the_version_is_packed(string versions, string version) => Assert.NotEmpty(await PackAsync(versions, version));

    [Fact]
    public async Task One_that_does_not_is_refused_with_its_name_its_versions_and_this_one()
    {
        var fault = await Assert.ThrowsAsync<FactoryException>(() => PackAsync(">= v1.6.0 < v1.13.0", "v1.13.0"));

        Assert.Equal(FactoryError.InvalidCombination, fault.Error);
        Assert.Equal("The extension tests/extension works with Talos >= v1.6.0 < v1.13.0; this is v1.13.0.", fault.Message);
    }

    [Fact]
    public async Task One_that_is_packed_for_one_version_is_tested_for_another()
    {
        await PackAsync("1.12.x || 1.13.x", "v1.12.0");

        var fault = await Assert.ThrowsAsync<FactoryException>(() => PackAsync("1.12.x || 1.13.x", "v1.14.0"));

        Assert.Equal(FactoryError.InvalidCombination, fault.Error);
    }

    [Fact]
    public async Task What_is_no_range_of_versions_is_told()
    {
        var fault = await Assert.ThrowsAsync<FactoryException>(() => PackAsync("newest", "v1.13.0"));

        Assert.Equal(FactoryError.SourceInvalid, fault.Error);
        Assert.Contains("\"newest\", which is no range of versions", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _lab.Dispose();

    private async Task<string> PackAsync(string versions, string version)
    {
        await using var archive = new ExtentStream(
            TarImage.Map([MiniImage.Manifest("test", versions), MiniImage.File("rootfs/a", "a")]), new MemoryBlobs());
        return await _lab.PackLayerAsync(archive, version);
    }
}
