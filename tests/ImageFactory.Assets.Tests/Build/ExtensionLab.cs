using ImageFactory.Assets.Build;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>Packs the image of one extension with the real source and the real store.</summary>
internal sealed class ExtensionLab : IDisposable
{
    private const string Repository = "tests/extension";

    private readonly TemporaryDirectory _directory = new();
    private readonly FileObjectStore _store;
    private readonly Admission _admission = new(budget: 1L << 30, waiting: 1L << 30);
    private readonly BlobStore _blobs;

    public ExtensionLab()
    {
        _store = FileObjectStore.Open(_directory.Combine("data"));
        _blobs = new BlobStore(new BoundedObjectStore(_store, budget: null, TimeProvider.System));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Files under the store's directory, without the lock of its owner.</summary>
    public IReadOnlyList<string> Stored() =>
        [.. Directory.EnumerateFiles(_directory.Combine("data"), "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))];

    /// <summary>A path beside the store.</summary>
    public string Combine(string name) => _directory.Combine(name);

    /// <summary>Packs an image of these members; the squashfs image is then in a file.</summary>
    public async Task<string> PackAsync(params TarMember[] members)
    {
        await using var archive = new ExtentStream(TarImage.Map(members), new MemoryBlobs());
        return await PackLayerAsync(archive, "v1.13.0");
    }

    public async Task<string> PackLayerAsync(Stream archive, string version)
    {
        var source = _directory.Combine("source");
        var layout = await LayoutWriter.OpenAsync(source, Cancellation);
        var digest = await MiniImage.PutLayerAsync(layout, $"{Repository}:1", archive, Cancellation);
        await layout.FinishAsync(Cancellation);
        var segments = new ExtensionSegments(new LayoutSource(source), new StoredMaps(_store, _blobs), _blobs, _admission);

        Assert.True(Profile.TryParse($"{new string('a', 64)}/{version}/initramfs-amd64.xz", out var profile, out _));
        var planned = new PlannedExtensions(
            [new PlannedExtension("tests/extension", Repository, digest)],
            new PlannedSchematic(profile.SchematicId.ToString(), "https://factory.example.org", null),
            new SegmentOptions(SegmentOptions.Zstd, 3, "1"));
        var packed = await segments.GetAllAsync(profile, planned, NoProgress.Instance, Cancellation);

        var path = _directory.Combine("extension.sqsh");
        await using var content = new ExtentStream(packed[0].Image, _blobs);
        await using var file = File.Create(path);
        await content.CopyToAsync(file, Cancellation);
        return path;
    }

    public void Dispose()
    {
        _store.Dispose();
        _admission.Dispose();
        _directory.Dispose();
    }
}
