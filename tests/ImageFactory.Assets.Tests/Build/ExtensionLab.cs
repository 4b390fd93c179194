using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Cpio;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;
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

    /// <summary>An initramfs for extensions without modules: nobody looks into it.</summary>
    public static Artifact NoInitramfs { get; } = new("initramfs.xz", Digest.Parse("sha256:" + new string('0', 64)), 0);

    /// <summary>How large an extension may be.</summary>
    public ExtensionLimits Limits { get; init; } = new();

    private string Source => _directory.Combine("source");

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
        var digest = await PublishAsync("extension", archive);
        return await WriteAsync((await GetAsync(version, NoInitramfs, digest)).Extensions[0].Image);
    }

    /// <summary>Publishes the image of an extension.</summary>
    public async Task<Digest> PublishAsync(string name, params TarMember[] members)
    {
        await using var archive = new ExtentStream(TarImage.Map(members.Prepend(MiniImage.Manifest(name))), new MemoryBlobs());
        return await PublishAsync(name, archive);
    }

    /// <summary>Packs published extensions.</summary>
    public async Task<PackedExtensions> GetAsync(string version, Artifact initramfs, params IEnumerable<Digest> extensions)
    {
        var sources = new ExtensionSources(new LayoutSource(Source));
        var segments = new ExtensionSegments(sources, new ExtensionSizes(sources), new StoredMaps(_store, _blobs), _blobs, _admission) { Limits = Limits };
        Assert.True(Profile.TryParse($"{new string('a', 64)}/{version}/initramfs-amd64.xz", out var profile, out _));
        var planned = new PlannedExtensions(
            [.. extensions.Select(digest => new PlannedExtension("tests/extension", Repository, digest))],
            new PlannedSchematic(profile.SchematicId.ToString(), "https://factory.example.org", null),
            new SegmentOptions(SegmentOptions.Zstd, 3, "1"));
        return await segments.GetAllAsync(profile, planned, initramfs, NoProgress.Instance, Cancellation);
    }

    /// <summary>A release's initramfs in the store, with a file system of these files.</summary>
    public async Task<Artifact> PutInitramfsAsync(SquashFsDirectory root)
    {
        var options = new SquashFsOptions { Compressor = SquashFsCompressor.Zstd, Level = 1, ModificationTime = 0, Threads = 1 };
        using var body = new MemoryStream();
        var image = await SquashFsWriter.WriteAsync(new SquashFsTree(root), options, new MemoryBlobs(), body, Cancellation);
        var rootfs = ExtentMap.OfBytes((byte[])[.. image.Superblock.Span, .. body.GetBuffer().AsSpan(0, (int)body.Length)]);
        var archive = CpioImage.Map(CpioLayout.Create(CpioTree.Sorted([CpioEntry.File("rootfs.sqsh", 0x1A4, 0, rootfs)])));
        var stored = await _blobs.PutBytesAsync(await MapBytes.ReadAsync(archive), Cancellation);
        return new Artifact("initramfs.xz", stored.Digest, stored.Length);
    }

    /// <summary>Writes a map of the store into a file and returns its path.</summary>
    public async Task<string> WriteAsync(ExtentMap map)
    {
        var path = _directory.Combine("extension.sqsh");
        await using var content = new ExtentStream(map, _blobs);
        await using var file = File.Create(path);
        await content.CopyToAsync(file, Cancellation);
        return path;
    }

    /// <summary>The bytes of a map of the store.</summary>
    public Task<byte[]> ReadAsync(ExtentMap map) => MapBytes.ReadAsync(map, _blobs);

    /// <summary>Takes the source away.</summary>
    public void DeleteSource() => Directory.Delete(Source, recursive: true);

    private async Task<Digest> PublishAsync(string name, Stream archive)
    {
        var layout = await LayoutWriter.OpenAsync(Source, Cancellation);
        var digest = await MiniImage.PutLayerAsync(layout, $"{Repository}:{name}", archive, Cancellation);
        await layout.FinishAsync(Cancellation);
        return digest;
    }

    public void Dispose()
    {
        _store.Dispose();
        _admission.Dispose();
        _directory.Dispose();
    }
}
