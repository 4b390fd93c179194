using System.IO.Compression;
using ImageFactory.Formats.Kmod;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Kmod;

public sealed class KernelModuleReaderTests
{
    private const string Path = "extras/test.ko";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static MiniModule Module => new()
    {
        Information = ["license=GPL", "alias=one", "softdep=pre: a", "alias=two*", "weakdep=b", "aliased=no"],
        Exports = ["exported"],
        Needs = ["needed", "printk", "needed"],
        Versions = ["module_layout", "printk"],
    };

    [Fact]
    public async Task Everything_that_an_index_needs_is_read_in_order()
    {
        var facts = await ReadAsync(Module.ToBytes());

        Assert.Equal(["one", "two*"], facts.Aliases);
        Assert.Equal(["pre: a"], facts.SoftDependencies);
        Assert.Equal(["b"], facts.WeakDependencies);
        Assert.Equal(["exported"], facts.Exports);
        Assert.Equal(["needed", "printk", "module_layout"], facts.Needs);
        Assert.Equal("test", facts.Name);
    }

    [Fact]
    public async Task Symbols_with_checksums_are_the_exported_ones()
    {
        var facts = await ReadAsync(new MiniModule { Exports = ["a", "b"], HasChecksums = true }.ToBytes());

        Assert.Equal(["a", "b"], facts.Exports);
    }

    [Fact]
    public async Task Gzip_is_read_too()
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Module.ToBytes(), Cancel);
        }

        Assert.Equal(["one", "two*"], (await ReadAsync(compressed.ToArray())).Aliases);
    }

    [Theory]
    [InlineData("alias=new\nline")]
    [InlineData("alias=grüße")]
    [InlineData("softdep=\u0001")]
    public async Task What_does_not_fit_into_an_index_is_refused(string information) =>
        await AssertInvalidAsync(new MiniModule { Information = [information] }.ToBytes(), "ASCII");

    [Fact]
    public async Task A_value_that_is_too_long_is_refused() =>
        await AssertInvalidAsync(new MiniModule { Information = ["alias=" + new string('a', 4096)] }.ToBytes(), "4096");

    [Fact]
    public async Task Too_many_values_are_refused() =>
        await AssertInvalidAsync(new MiniModule { Information = [.. Enumerable.Repeat("alias=a", 16_385)] }.ToBytes(), "16384");

    [Fact]
    public async Task What_is_no_module_is_refused_with_its_path() => await AssertInvalidAsync("#!/bin/sh\n"u8.ToArray(), Path);

    [Fact]
    public async Task Zeros_that_decompress_without_end_are_refused()
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var count = 0; count < 300; count++)
            {
                await gzip.WriteAsync(zeros, Cancel);
            }
        }

        await AssertInvalidAsync(compressed.ToArray(), "limit");
    }

    [Fact]
    public async Task A_module_that_is_cut_off_is_refused_wherever_that_is()
    {
        var module = Module.ToBytes();
        for (var length = 0; length < module.Length; length++)
        {
            var rest = module[..length];
            await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(rest));
        }
    }

    [Fact]
    public void The_document_keeps_everything()
    {
        var facts = new ModuleFacts
        {
            Path = Path,
            Exports = ["e"],
            Needs = ["n", "m"],
            Aliases = ["a*[0-9]"],
            SoftDependencies = ["pre: s"],
            WeakDependencies = [],
        };
        var tree = new KernelModules { Release = "6.12.0", Modules = [facts], Lists = [new ModuleIndexFile("modules.order", "x\n"u8.ToArray())] };

        var bytes = KernelModulesDocument.Write([tree]);
        var read = Assert.Single(KernelModulesDocument.Read(bytes));

        Assert.Equal(bytes, KernelModulesDocument.Write([read]));
        Assert.Equivalent(facts, Assert.Single(read.Modules));
        Assert.Equal("x\n"u8, Assert.Single(read.Lists).Content.Span);
    }

    private static Task<ModuleFacts> ReadAsync(byte[] module) => KernelModuleReader.ReadAsync(Path, new MemoryStream(module), Cancel);

    private static async Task AssertInvalidAsync(byte[] module, string expected)
    {
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(module));
        Assert.Contains(Path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }
}
