using ImageFactory.Assets.Caches;
using ImageFactory.Assets.Tests.Build;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Caches;

public sealed class ImageCacheTests(MiniReleaseFixture release) : IClassFixture<MiniReleaseFixture>, IDisposable
{
    private const string Disk = "metal-amd64.raw";
    private const string Version = "v1.13.0";

    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.Combine("cache");

    [Fact]
    public async Task A_layout_and_a_directory_with_the_same_files_are_the_same_cache()
    {
        using var factory = Open();

        var layout = await ReadAsync(factory, await MiniCache.WriteLayoutAsync(_directory.Combine("layout"), MiniCache.Files));
        var directory = await ReadAsync(factory, await MiniCache.WriteDirectoryAsync(Path, MiniCache.Files));

        Assert.Equal(layout.Digest, directory.Digest);
        Assert.Equal(
            MiniCache.Files.Select(file => file.Entry.Path).Order(StringComparer.Ordinal), layout.Files.Select(file => file.Name));
    }

    [Fact]
    public async Task Another_name_or_another_content_is_another_cache()
    {
        using var factory = Open();
        var cache = await ReadAsync(factory, await MiniCache.WriteDirectoryAsync(Path, MiniCache.Files));
        var file = System.IO.Path.Combine(Path, "manifests/docker.io/library/empty/reference/latest");

        await File.WriteAllTextAsync(file, "{}", TestContext.Current.CancellationToken);
        var changed = await ReadAsync(factory, Path);
        File.Move(file, file + "2");
        var renamed = await ReadAsync(factory, Path);

        Assert.Equal(3, new[] { cache.Digest, changed.Digest, renamed.Digest }.Distinct().Count());
    }

    // A cache of images for all processors says that it is for amd64.
    [Fact]
    public async Task The_only_image_of_a_layout_serves_both_processors()
    {
        using var factory = Open();
        var layout = await MiniCache.WriteLayoutAsync(Path, MiniCache.Files);

        var cache = await ReadAsync(factory, layout, "metal-arm64.iso");

        Assert.Equal(MiniCache.Files.Count, cache.Files.Count);
    }

    [Theory]
    [InlineData(Disk)]
    [InlineData("metal-arm64.iso")]
    [InlineData("vmware-amd64.ova")]
    public async Task The_cache_is_part_of_the_plan(string file)
    {
        using var factory = Open();
        var cache = await ReadAsync(factory, await MiniCache.WriteDirectoryAsync(Path, MiniCache.Files));

        var with = await factory.PlanAsync("{}", Version, file, cache);
        var without = await factory.PlanAsync("{}", Version, file);

        Assert.NotEqual(without.Hash(), with.Hash());
        Assert.Contains(cache.Digest.ToString(), with.Explain(), StringComparison.Ordinal);
        Assert.DoesNotContain("imageCache", without.Explain(), StringComparison.Ordinal);
    }

    // 3,000,001 bytes and a few more, times 1.2, in whole MiB.
    [Fact]
    public async Task The_disk_is_longer_by_six_fifths_of_the_files()
    {
        using var factory = Open();
        var cache = await ReadAsync(factory, await MiniCache.WriteDirectoryAsync(Path, MiniCache.Files));

        var with = (await factory.PlanAsync("{}", Version, Disk, cache)).Disk!.Options;
        var without = (await factory.PlanAsync("{}", Version, Disk)).Disk!.Options;

        Assert.Equal(4L << 20, with.ImageCacheSize);
        Assert.Equal(without.Size + (4L << 20), with.Size);
    }

    [Theory]
    [InlineData("metal-amd64-uki.efi")]
    [InlineData("kernel-amd64")]
    [InlineData("installer-amd64.tar")]
    [InlineData("cmdline-metal-amd64")]
    public async Task What_is_no_medium_cannot_have_one(string file)
    {
        using var factory = Open();
        await MiniCache.WriteDirectoryAsync(Path, MiniCache.Files);

        var refusal = await Assert.ThrowsAsync<FactoryException>(() => ReadAsync(factory, Path, file));
        var cache = await ReadAsync(factory, Path);
        var planned = await Assert.ThrowsAsync<FactoryException>(() => factory.PlanAsync("{}", Version, file, cache));

        Assert.Equal($"An image cache goes into ISOs and disk images; {file} cannot have one.", refusal.Message);
        Assert.Equal(FactoryError.InvalidCombination, refusal.Error);
        Assert.Equal(refusal.Message, planned.Message);
    }

    [Fact]
    public async Task A_disk_that_is_full_to_the_end_has_no_room_for_one()
    {
        using var factory = Open();
        var cache = await ReadAsync(factory, await MiniCache.WriteDirectoryAsync(Path, MiniCache.Files));

        var refusal = await Assert.ThrowsAsync<FactoryException>(() => factory.PlanAsync("{}", "v1.7.6", Disk, cache));

        Assert.Contains("v1.8.0 or newer", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("blob/sha256-0000000000000000000000000000000000000000000000000000000000000000", "is damaged")]
    [InlineData("blob/sha256-12", "is not named by a digest")]
    [InlineData("blob/layer", "is not named by a digest")]
    [InlineData("manifests/docker.io/a/digest/sha512-12", "is not named by a digest")]
    [InlineData("manifests/docker.io/a/reference/one\ntwo", "no boot medium")]
    [InlineData("manifests/docker.io/library/empty/reference/latest/2", "a file and a directory")]
    public async Task A_file_that_is_not_what_its_name_says_is_refused(string path, string expected)
    {
        using var factory = Open();
        await MiniCache.WriteLayoutAsync(Path, [.. MiniCache.Files, MiniImage.File(path, "content")]);

        var refusal = await Assert.ThrowsAsync<FactoryException>(() => ReadAsync(factory, Path));

        Assert.Equal(FactoryError.SourceInvalid, refusal.Error);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith($"The image cache '{Path}' cannot be used: ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TarEntryType.Symlink, "/etc/passwd")]
    [InlineData(TarEntryType.HardLink, "blob/other")]
    [InlineData(TarEntryType.CharacterDevice, "")]
    [InlineData(TarEntryType.Fifo, "")]
    public async Task What_is_neither_file_nor_directory_is_refused(TarEntryType type, string target)
    {
        using var factory = Open();
        await MiniCache.WriteLayoutAsync(Path, [.. MiniCache.Files, MiniImage.Special("manifests/x", type, target)]);

        var refusal = await Assert.ThrowsAsync<FactoryException>(() => ReadAsync(factory, Path));

        Assert.Contains("'manifests/x' in it is neither file nor directory", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_in_a_directory_is_refused()
    {
        using var factory = Open();
        await MiniCache.WriteDirectoryAsync(Path, MiniCache.Files);
        Directory.CreateSymbolicLink(System.IO.Path.Combine(Path, "blob/loop"), Path);

        var refusal = await Assert.ThrowsAsync<FactoryException>(() => ReadAsync(factory, Path));

        Assert.Contains("neither file nor directory", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_files_are_refused()
    {
        using var factory = Open();
        var empty = Digest.OfBytes([]).Hex;
        var files = Enumerable.Range(0, 20_001).Select(number => MiniImage.File($"manifests/docker.io/{number}/digest/sha256-{empty}", []));
        await MiniCache.WriteLayoutAsync(Path, files);

        var refusal = await Assert.ThrowsAsync<FactoryException>(() => ReadAsync(factory, Path));

        Assert.Contains("more than 20000 files", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_of_something_else_is_refused()
    {
        using var factory = Open();
        await MiniCache.WriteDirectoryAsync(Path, [MiniImage.File("readme", "hello")]);

        var refusal = await Assert.ThrowsAsync<FactoryException>(() => ReadAsync(factory, Path));

        Assert.Contains("no directory 'blob'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layout_of_other_images_is_refused()
    {
        using var factory = Open();

        var refusal = await Assert.ThrowsAsync<FactoryException>(() => ReadAsync(factory, release.Source));

        Assert.Contains("it has no image for amd64", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static Task<ImageCache> ReadAsync(FactoryLab factory, string path, string file = Disk) =>
        factory.Caches.GetAsync(path, file, NoProgress.Instance, TestContext.Current.CancellationToken);

    private FactoryLab Open() => new(release.Source, _directory.Combine("data"));
}
