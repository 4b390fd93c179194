using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Bundles;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Oci.Tests.Bundles;

public sealed class BundleTests : IAsyncLifetime
{
    private static readonly string Id = Digest.OfBytes("{}\n"u8).Hex;

    private readonly TemporaryDirectory _directory = new();
    private BundleExport _export = null!; // set before each test
    private byte[] _bundle = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Target => _directory.Combine("target");

    private LayoutSource Source => new(_directory.Combine("source"));

    public async ValueTask InitializeAsync()
    {
        await MiniRelease.WriteAsync(_directory.Combine("source"), CancellationToken.None);
        _export = await PlanAsync(null, "siderolabs/imager:v1.13.0", "siderolabs/hello:1.0.0-v1.13.0");
        _bundle = await WriteAsync(_export);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_imported_bundle_has_its_images_by_name_and_by_digest()
    {
        var (manifest, schematics) = await ImportAsync(_bundle);

        var target = new LayoutSource(Target);
        var root = await target.ResolveAsync(Reference.Parse("siderolabs/imager:v1.13.0"), Token);
        Assert.Equal((await Source.ResolveAsync(Reference.Parse("siderolabs/imager:v1.13.0"), Token))!.Digest, root?.Digest);
        var image = await Images.FindAsync(target, Reference.ToDigest(RepositoryName.Parse("siderolabs/hello"), manifest.Images[0].Digest), "arm64", Token);
        Assert.NotNull(image);
        Assert.Equal("{}\n", Encoding.UTF8.GetString(schematics[Id].Span));
    }

    [Fact]
    public async Task The_same_content_is_the_same_file_with_the_length_that_was_said()
    {
        Assert.Equal(_bundle, await WriteAsync(await PlanAsync(null, "siderolabs/hello:1.0.0-v1.13.0", "siderolabs/imager:v1.13.0")));
        Assert.Equal(_export.Length, _bundle.Length);
    }

    [Fact]
    public async Task Every_archive_that_was_cut_is_gone_on_with()
    {
        for (var length = 0; length < _bundle.Length; length += 997)
        {
            using var file = new MemoryStream();
            await file.WriteAsync(_bundle.AsMemory(0, length), Token);

            await _export.WriteAsync(file, _ => { }, Token);

            Assert.True(file.ToArray().AsSpan().SequenceEqual(_bundle), $"cut at {length}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task It_is_told_how_much_is_written(int parts)
    {
        var told = new List<long>();
        using var file = new MemoryStream();
        await file.WriteAsync(_bundle.AsMemory(0, _bundle.Length * parts / 3), Token);

        await _export.WriteAsync(file, told.Add, Token);

        Assert.Equal(told.Order(), told);
        Assert.Equal(_bundle.Length, told[^1]);
    }

    [Fact]
    public async Task What_does_not_belong_into_a_file_is_written_anew()
    {
        using var file = new MemoryStream();
        await file.WriteAsync(_bundle, Token);
        file.Position = _bundle.Length / 2;
        file.Write("damage"u8);
        file.Position = file.Length;
        file.Write("and more"u8);

        await _export.WriteAsync(file, _ => { }, Token);

        Assert.Equal(_bundle, file.ToArray());
    }

    [Fact]
    public async Task An_import_that_was_ended_goes_on()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(_bundle[..(_bundle.Length * 2 / 3)]));
        var before = Blobs().ToDictionary(path => path, path => File.GetLastWriteTimeUtc(path), StringComparer.Ordinal);

        await ImportAsync(_bundle);

        Assert.NotEmpty(before);
        Assert.All(before, blob => Assert.Equal(blob.Value, File.GetLastWriteTimeUtc(blob.Key)));
    }

    [Fact]
    public async Task No_name_appears_before_all_is_there()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(_bundle[..^2048]));

        Assert.False(File.Exists(Path.Combine(Target, "index.json")));
    }

    [Fact]
    public async Task A_damaged_blob_of_the_layout_is_mended()
    {
        await ImportAsync(_bundle);
        var blob = Blobs().MaxBy(path => new FileInfo(path).Length)!;
        var bytes = await File.ReadAllBytesAsync(blob, Token);
        await File.WriteAllBytesAsync(blob, [.. bytes[..^1], (byte)(bytes[^1] ^ 1)], Token);

        await ImportAsync(_bundle);

        Assert.Equal(bytes, await File.ReadAllBytesAsync(blob, Token));
    }

    [Fact]
    public async Task A_delta_has_only_what_is_new_and_needs_what_it_goes_on_from()
    {
        var next = await PlanAsync(_export.Manifest, "siderolabs/imager:v1.13.0", "siderolabs/hello:1.0.0-v1.13.0", "siderolabs/gasket-driver:1.0.0-v1.13.0");
        var delta = await WriteAsync(next);

        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(delta));
        Assert.Contains(Digest.OfBytes(_export.Manifest.ToBytes()).ToString(), exception.Message, StringComparison.Ordinal);
        await ImportAsync(_bundle);
        await ImportAsync(delta);

        Assert.True(delta.Length < _bundle.Length);
        Assert.NotNull(await new LayoutSource(Target).ResolveAsync(Reference.Parse("siderolabs/gasket-driver:1.0.0-v1.13.0"), Token));
    }

    [Fact]
    public async Task Another_manifest_than_was_expected_is_refused()
    {
        var right = Digest.OfBytes(_export.Manifest.ToBytes());
        using var stream = new MemoryStream(_bundle);
        await BundleImport.RunAsync(stream, Target, new BundleTrust { Digest = right }, Token);
        stream.Position = 0;

        await Assert.ThrowsAsync<InvalidDataException>(() => BundleImport.RunAsync(stream, Target, new BundleTrust { Digest = Digest.OfBytes("other"u8) }, Token));
    }

    [Fact]
    public async Task Every_byte_of_a_blob_that_is_changed_is_noticed()
    {
        var blob = (int)Files(_bundle).First(file => file.Path.StartsWith("blobs/", StringComparison.Ordinal)).Offset;
        _bundle[blob] ^= 1;

        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(_bundle));

        Assert.Contains("has the digest", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Blobs());
    }

    public static TheoryData<string> Hostile =>
        ["no manifest", "garbage manifest", "escape", "link", "unknown", "blob twice", "blob not named", "huge", "sha512", "bad name", "missing part"];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_archive_is_refused_and_leaves_no_name(string kind)
    {
        var manifest = _export.Manifest;
        var blob = Encoding.UTF8.GetBytes("blob");
        var digest = Digest.OfBytes(blob);
        var own = manifest with { Images = [], Schematics = [], Blobs = [new BundleBlob { Digest = digest, Size = blob.Length }] };
        var first = MiniImage.File("bundle.json", own.ToBytes());
        var good = MiniImage.File($"blobs/sha256/{digest.Hex}", blob);
        TarMember[] members = kind switch
        {
            "no manifest" => [good],
            "garbage manifest" => [MiniImage.File("bundle.json", "{\"schemaVersion\": 2}")],
            "escape" => [first, MiniImage.File($"blobs/sha256/../../{digest.Hex}", blob)],
            "link" => [first, MiniImage.Special($"blobs/sha256/{digest.Hex}", TarEntryType.Symlink, "/etc/passwd")],
            "unknown" => [first, good, MiniImage.File("more", "x")],
            "blob twice" => [first, good, good],
            "blob not named" => [first, good, MiniImage.File($"blobs/sha256/{new string('0', 64)}", blob)],
            "huge" => [MiniImage.File("bundle.json", new byte[BundleManifest.LongestManifest + 1])],
            "sha512" => [MiniImage.File("bundle.json", (own with { Blobs = [new BundleBlob { Digest = Digest.Parse("sha512:" + new string('0', 128)), Size = 0 }] }).ToBytes())],
            "bad name" => [MiniImage.File("bundle.json", (own with { Images = [new BundleImage { Name = "../x", MediaType = "x", Digest = digest, Size = 4 }] }).ToBytes()), good],
            _ => [MiniImage.File("bundle.json", (own with { Images = manifest.Images }).ToBytes()), good],
        };

        await Assert.ThrowsAsync<InvalidDataException>(async () => await ImportAsync(await MapBytes.ReadAsync(Archive(kind, members))));

        Assert.False(File.Exists(Path.Combine(Target, "index.json")));
    }

    private static ExtentMap Archive(string kind, TarMember[] members)
    {
        if (kind is not "escape")
        {
            return TarImage.Map(members);
        }

        // The writer makes no such path; the reader has to refuse it all the same.
        return TarImage.Map([members[0], MiniImage.File("../../escape", "x")]);
    }

    private static IEnumerable<(string Path, long Offset)> Files(byte[] archive)
    {
        var blobs = new MemoryBlobs();
        var files = TarIndex.ReadAsync(blobs.Add(archive), blobs, Token).GetAwaiter().GetResult();
        return files.Where(file => file.Value.Length > 0).Select(file => (file.Key, ((BlobSource)file.Value.Extents[0].Source).Offset));
    }

    private static async Task<byte[]> WriteAsync(BundleExport export)
    {
        using var file = new MemoryStream();
        await export.WriteAsync(file, _ => { }, Token);
        return file.ToArray();
    }

    private Task<BundleExport> PlanAsync(BundleManifest? since, params string[] images) => BundleExport.PlanAsync(
        Source,
        images.Select(Reference.Parse).ToDictionary(image => image, image => image),
        new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { [Id] = "{}\n"u8.ToArray() },
        new BundleOptions { Since = since },
        Token);

    private async Task<(BundleManifest Manifest, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Schematics)> ImportAsync(byte[] bundle)
    {
        using var stream = new MemoryStream(bundle);
        return await BundleImport.RunAsync(stream, Target, new BundleTrust(), Token);
    }

    private string[] Blobs() => Directory.Exists(_directory.Combine("target", "blobs"))
        ? Directory.GetFiles(_directory.Combine("target", "blobs"), "*", SearchOption.AllDirectories)
        : [];
}
