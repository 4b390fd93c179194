using System.Collections.Concurrent;
using System.Text;
using ImageFactory.Formats.Kmod;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Kmod;

/// <summary>depmod of kmod 30 makes the same index, byte for byte, of all modules of Debian's kernels.</summary>
public sealed class DepmodJudgeTests : IDisposable
{
    private static readonly string[] Search = ["extras", "built-in"];

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("packages", "linux-image-*cloud-amd64_*.deb", 1000)]
    [InlineData("packages", "linux-image-*cloud-arm64_*.deb", 1000)]
    [InlineData("kernels", "linux-image-*-amd64_*.deb", 4000)]
    public async Task All_modules_of_a_kernel(string keep, string pattern, int atLeast)
    {
        var release = await KernelPackage.UnpackModulesAsync(_directory, keep, pattern);

        var tree = await ReadAsync(release);
        await JudgeAsync(release, tree);

        Assert.InRange(tree.Modules.Count, atLeast, ModuleTree.MostModules);
    }

    [Fact]
    public async Task Without_the_lists_of_the_kernels_build()
    {
        var release = await KernelPackage.UnpackModulesAsync(_directory, "packages", "linux-image-*cloud-amd64_*.deb");
        var tree = await ReadAsync(release);

        File.Delete(Path.Combine(release, "modules.order"));
        await JudgeAsync(release, tree with { Order = default });
        File.Delete(Path.Combine(release, "modules.builtin"));
        await JudgeAsync(release, tree with { Order = default, BuiltinNames = null });
        File.Delete(Path.Combine(release, "modules.builtin.modinfo"));
        await JudgeAsync(release, tree with { Order = default, BuiltinNames = null, BuiltinInformation = null });
    }

    [Fact]
    public async Task Modules_in_extras_and_those_that_are_not_compressed_or_by_zstd()
    {
        var release = await KernelPackage.UnpackModulesAsync(_directory, "packages", "linux-image-*cloud-amd64_*.deb");
        await Tool.RunAsync("sh", "-c", $"find '{release}/kernel/net' '{release}/kernel/block' '{release}/kernel/crypto' -name '*.ko.xz' -exec xz -d {{}} +");
        await Tool.RunAsync("sh", "-c", $"find '{release}/kernel/net' -name '*.ko' -exec zstd -q --rm {{}} +");
        var extras = Path.Combine(release, "extras");
        Directory.CreateDirectory(Path.Combine(extras, "deep"));
        foreach (var (index, path) in Directory.GetFiles(Path.Combine(release, "kernel", "fs"), "*.ko.xz", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Index())
        {
            var place = Path.Combine(extras, index % 2 == 0 ? "." : "deep", Path.GetFileName(path));
            if (index % 3 == 0)
            {
                File.Move(path, place);
            }
            else
            {
                File.Copy(path, place);
            }
        }

        await JudgeAsync(release, await ReadAsync(release));
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<ModuleTree> ReadAsync(string release)
    {
        var modules = new ConcurrentBag<ModuleFacts>();
        var files = Directory.EnumerateFiles(release, "*.ko*", SearchOption.AllDirectories).Where(ModuleName.IsModuleFile);
        await Parallel.ForEachAsync(files, Cancel, async (path, cancellation) =>
        {
            await using var file = File.OpenRead(path);
            modules.Add(await KernelModuleReader.ReadAsync(Path.GetRelativePath(release, path), file, cancellation));
        });
        return new ModuleTree
        {
            Modules = [.. modules],
            Order = await FindAsync("modules.order") ?? default,
            BuiltinNames = await FindAsync("modules.builtin"),
            BuiltinInformation = await FindAsync("modules.builtin.modinfo"),
            Search = Search,
        };

        async Task<ReadOnlyMemory<byte>?> FindAsync(string name) =>
            File.Exists(Path.Combine(release, name)) ? (ReadOnlyMemory<byte>?)await File.ReadAllBytesAsync(Path.Combine(release, name), Cancel) : null;
    }

    private async Task JudgeAsync(string release, ModuleTree tree)
    {
        var configuration = _directory.Combine("extra-modules.conf");
        await File.WriteAllTextAsync(configuration, $"search {string.Join(' ', Search)}\n", Cancel);
        var root = Path.GetFullPath(Path.Combine(release, "..", "..", ".."));
        await Tool.RunAsync("depmod", "--all", "--basedir", root, "--config", configuration, Path.GetFileName(release));

        var index = ModuleIndex.Create(tree);

        var expected = Directory.GetFiles(release, "modules.*").Select(path => Path.GetFileName(path));
        Assert.Empty(expected.Except([.. index.Select(file => file.Name), "modules.order", "modules.builtin", "modules.builtin.modinfo"]));
        foreach (var (name, content) in index.Where(file => !string.Equals(file.Name, "modules.weakdep", StringComparison.Ordinal)))
        {
            var judged = await File.ReadAllBytesAsync(Path.Combine(release, name), Cancel);
            Assert.True(judged.AsSpan().SequenceEqual(content.Span), $"{name} differs: {Describe(judged, content.ToArray())}");
        }
    }

    private static string Describe(byte[] expected, byte[] actual)
    {
        var at = expected.AsSpan().CommonPrefixLength(actual);
        return $"{expected.Length} and {actual.Length} bytes, from {at} on: '{Excerpt(expected, at)}' and '{Excerpt(actual, at)}'";
    }

    private static string Excerpt(byte[] bytes, int at) =>
        Encoding.Latin1.GetString(bytes.AsSpan(Math.Max(at - 40, 0), Math.Min(100, bytes.Length - Math.Max(at - 40, 0))));
}
