using System.Text;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.SecureBoot;

/// <summary>sbverify, systemd-measure and ukify read a signed image.</summary>
public sealed class UkiSignerJudgeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string PublicKeyPath => _directory.Combine("pcrpkey");

    [Fact]
    public async Task Sbverify_trusts_the_image()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);

        var signed = await sample.SignAsync(sample.Options);

        var result = await SignedFile.VerifyAsync(_directory, await SignedFile.BytesAsync(signed.Image, sample.Blobs), TestKey.Image);

        Assert.Equal((SignedFile.Trusted, string.Empty), (result.Output, result.Error));
    }

    [Theory]
    [InlineData(".linux")]
    [InlineData(".initrd")]
    [InlineData(".pcrsig")]
    [InlineData(".profile")]
    public async Task Sbverify_notices_a_changed_section(string name)
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        var signed = await sample.SignAsync(sample.Options);
        var bytes = await SignedFile.BytesAsync(signed.Image, sample.Blobs);
        var file = await PeReader.ReadAsync(signed.Image, sample.Blobs, TestContext.Current.CancellationToken);

        bytes[file.Sections.Last(section => section.Name == name).RawOffset] ^= 1;

        Assert.Equal(SignedFile.Refused, (await SignedFile.VerifyAsync(_directory, bytes, TestKey.Image)).Output);
    }

    [Fact]
    public async Task Osslsigncode_finds_checksum_and_digest_right()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        var path = await sample.WriteAsync(_directory, "uki.efi", (await sample.SignAsync(sample.Options)).Image);

        var result = await Tool.TryRunAsync("osslsigncode", "verify", "-CAfile", await TestKey.Image.WriteCertificateAsync(_directory), path);

        Assert.DoesNotContain("MISMATCH", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("PE checksum", result.Output, StringComparison.Ordinal);
        Assert.Contains("Calculated message digest", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ukify_lists_the_sections_in_the_published_order()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        var path = await sample.WriteAsync(_directory, "uki.efi", (await sample.SignAsync(sample.Options)).Image);

        var listing = await Tool.RunAsync("ukify", "inspect", path);

        var names = listing.Split('\n').Where(line => line.StartsWith('.') && line.EndsWith(':')).Select(line => line[..^1]);
        Assert.Equal(
            [
                ".osrel", ".cmdline", ".uname", ".splash", ".pcrpkey", ".linux", ".initrd", ".profile", ".pcrsig", ".profile", ".cmdline",
                ".pcrsig",
            ],
            names.SkipWhile(name => name is not ".osrel"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Systemd_measure_predicts_and_signs_the_same(int profile)
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        var signed = await sample.SignAsync(sample.Options);
        var arguments = await SystemdMeasure.ArgumentsAsync(_directory, signed.Image, sample.Blobs, profile, SystemdMeasure.TalosPhases);

        var predicted = await SystemdMeasure.CalculateAsync(arguments);
        var document = await Tool.RunAsync(
            "systemd-measure", ["sign", .. arguments, "--private-key", await TestKey.Policy.WriteKeyAsync(_directory), "--public-key", PublicKeyPath]);

        Assert.Equal(predicted, signed.Measured.Predictions[profile].AfterPhases.Select(value => value.Hex));
        Assert.Equal(document.TrimEnd('\n'), Encoding.ASCII.GetString(await PolicyAsync(sample, signed, profile)));
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<byte[]> PolicyAsync(SignedUkiSample sample, SignedUki signed, int profile)
    {
        var file = await PeReader.ReadAsync(signed.Image, sample.Blobs, TestContext.Current.CancellationToken);
        var section = file.Sections.Where(section => section.Name is ".pcrsig").ElementAt(profile);
        return await SignedFile.BytesAsync(signed.Image.Slice(section.RawOffset, section.VirtualSize), sample.Blobs);
    }
}
