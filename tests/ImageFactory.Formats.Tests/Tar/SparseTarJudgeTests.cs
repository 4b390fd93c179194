using ImageFactory.Formats.Tar;
using ImageFactory.Formats.Tests.Disks;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Tar;

public sealed class SparseTarJudgeTests : IDisposable
{
    private const string Name = "disk.raw";

    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("usual")]
    [InlineData("last cluster")]
    [InlineData("first cluster")]
    [InlineData("many runs")]
    public async Task The_archive_is_that_of_gnu_tar_to_the_byte(string kind)
    {
        var raw = SampleRaw.Of(kind);
        await raw.WriteAsync(_directory);
        var theirs = _directory.Combine("gnu.tar");
        await Tool.RunAsync(
            "tar", "--create", "--file", theirs, "--directory", _directory.Path, "--sparse", "--hole-detection=raw", "--format=oldgnu",
            "--owner=0", "--group=0", "--numeric-owner", "--mode=0644", $"--mtime=@{SampleRaw.Time}", Name);

        var ours = await WriteAsync(raw);

        await Tool.RunAsync("cmp", theirs, ours);
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("empty")]
    [InlineData("full")]
    [InlineData("one sector")]
    [InlineData("scattered")]
    public async Task Gnu_tar_unpacks_the_same_disk(string kind)
    {
        var raw = SampleRaw.Of(kind);
        var disk = await raw.WriteAsync(_directory);
        var unpacked = Directory.CreateDirectory(_directory.Combine("unpacked")).FullName;

        await Tool.RunAsync("tar", "--extract", "--file", await WriteAsync(raw), "--directory", unpacked);

        var comparison = await Tool.RunAsync("qemu-img", "compare", "-f", "raw", "-F", "raw", disk, Path.Combine(unpacked, Name));

        Assert.Equal("Images are identical.\n", comparison);
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("scattered")]
    public async Task Python_knows_the_size_and_the_runs(string kind)
    {
        const string Script = "import sys,tarfile\nfor m in tarfile.open(sys.argv[1]): print(m.name, m.size, m.issparse())";
        var raw = SampleRaw.Of(kind);

        var listing = await Tool.RunAsync("python3", "-c", Script, await WriteAsync(raw));

        Assert.Equal($"{Name} {raw.Map.Length} True\n", listing);
    }

    public void Dispose() => _directory.Dispose();

    private Task<string> WriteAsync(SampleRaw raw)
    {
        var entry = new TarEntry { Path = Name, Type = TarEntryType.File, Mode = 0b110_100_100, ModificationTime = SampleRaw.Time };
        return MapBytes.WriteAsync(SparseTarImage.Map(new TarMember(entry, raw.Map)), _directory.Combine("disk.tar"), raw.Blobs);
    }
}
