using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Pe;

/// <summary>binutils and sbsigntool read what we make of the installed systemd-stub.</summary>
public sealed class PeJudgeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly MemoryBlobs _blobs = new();

    [Fact]
    public async Task Objdump_reads_the_section_table()
    {
        var (path, layout) = await BuildAsync();

        var listing = await Tool.RunAsync("objdump", "-h", "-w", path);

        var rows = listing.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(row => row.Length > 6 && row[1].StartsWith('.'))
            .Select(row => (row[1], Size: Hex(row[2]), Offset: Hex(row[5])));
        Assert.Equal(
            layout.Sections.Select(section => (section.Name, (long)Math.Min(section.VirtualSize, section.RawSize), (long)section.RawOffset)),
            rows);
    }

    [Theory]
    [InlineData(".cmdline")]
    [InlineData(".linux")]
    [InlineData(".initrd")]
    [InlineData(".sbat")]
    public async Task Objcopy_reads_a_sections_content(string name)
    {
        var (path, _) = await BuildAsync();
        var output = _directory.Combine("section");

        await Tool.RunAsync("objcopy", "-O", "binary", "--only-section=" + name, path, output);

        Assert.Equal(await ExtractAsync(path, name), await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_objcopy_appends_is_read_and_placed_like_ours()
    {
        var stub = await InstalledStub.StripAsync(_directory);
        var content = _directory.Combine("content");
        await File.WriteAllBytesAsync(content, new byte[5000], TestContext.Current.CancellationToken);
        var ours = PeLayout.Create(await ReadAsync(stub), [new PeAddedSection(".linux", ExtentMap.OfZeros(5000))], 0).Sections[^1];
        var address = (await ImageBaseAsync(stub) + ours.VirtualAddress).ToString(CultureInfo.InvariantCulture);
        var output = _directory.Combine("objcopied.efi");

        await Tool.RunAsync(
            "objcopy", "--add-section", ".linux=" + content, "--set-section-flags", ".linux=alloc,load,readonly,data",
            "--change-section-vma", ".linux=" + address, stub, output);

        var theirs = (await ReadAsync(output)).Sections[^1];
        Assert.Equal(
            (theirs.Name, theirs.VirtualAddress, theirs.VirtualSize, theirs.RawSize, theirs.Characteristics),
            (ours.Name, ours.VirtualAddress, ours.VirtualSize, ours.RawSize, ours.Characteristics));
    }

    [Fact]
    public async Task Sbsign_finds_no_gap_between_aligned_sections()
    {
        var (path, _) = await BuildAsync();
        var (key, certificate) = await WriteKeyAsync();
        var signed = _directory.Combine("signed.efi");

        var signing = await Tool.TryRunAsync("sbsign", "--key", key, "--cert", certificate, "--output", signed, path);
        var verifying = await Tool.TryRunAsync("sbverify", "--cert", certificate, signed);

        Assert.Equal((0, 0), (signing.ExitCode, verifying.ExitCode));
        Assert.DoesNotContain("warning", signing.Error + verifying.Error, StringComparison.Ordinal);
        Assert.Contains("Signature verification OK", verifying.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static long Hex(string text) => long.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static async Task<ulong> ImageBaseAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(0x3C)) + 48));
    }

    private async Task<(string Key, string Certificate)> WriteKeyAsync()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("O=test-only", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var paths = (Key: _directory.Combine("key.pem"), Certificate: _directory.Combine("certificate.pem"));
        await File.WriteAllTextAsync(paths.Key, rsa.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(paths.Certificate, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        return paths;
    }

    private async Task<PeFile> ReadAsync(string path)
    {
        var content = _blobs.Add(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        return await PeReader.ReadAsync(content, _blobs, TestContext.Current.CancellationToken);
    }

    private async Task<(string Path, PeLayout Layout)> BuildAsync()
    {
        var kernel = _blobs.Add(Enumerable.Range(0, 300_000).Select(index => (byte)(index * 7)).ToArray());
        var layout = PeLayout.Create(
            await ReadAsync(await InstalledStub.StripAsync(_directory)),
            [
                new PeAddedSection(".cmdline", ExtentMap.OfBytes("talos.platform=metal"u8.ToArray())),
                new PeAddedSection(".linux", kernel, 2048),
                new PeAddedSection(".initrd", kernel.Slice(17, 99_999), 2048),
                new PeAddedSection(".profile", ExtentMap.OfBytes("ID=main"u8.ToArray())),
                new PeAddedSection(".profile", ExtentMap.OfBytes("ID=reset"u8.ToArray())),
            ],
            1559424892);
        var path = _directory.Combine("image.efi");
        await using var output = File.Create(path);
        await using var image = new ExtentStream(PeImage.Map(layout), _blobs);
        await image.CopyToAsync(output, TestContext.Current.CancellationToken);
        return (path, layout);
    }

    private async Task<byte[]> ExtractAsync(string path, string name)
    {
        await using var content = new ExtentStream((await ReadAsync(path)).Extract(name)!, _blobs);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }
}
