using System.Text.Json;
using ImageFactory.Boot.Inspection;
using ImageFactory.Boot.Tests.SecureBoot;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Inspection;

/// <summary>What we say of an image is what systemd-measure, ukify and sbverify say.</summary>
public sealed class InspectionJudgeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Systemd_measure_calculates_the_same_registers(int profile)
    {
        var (sample, image) = await SignAsync();
        var sections = await SystemdMeasure.ArgumentsAsync(_directory, image, sample.Blobs, profile, SystemdMeasure.NoPhases);
        var phases = await SystemdMeasure.ArgumentsAsync(_directory, image, sample.Blobs, profile, SystemdMeasure.TalosPhases);

        var registers = (await InspectAsync(image, sample.Blobs)).Profiles[profile].Registers;

        Assert.Equal(await SystemdMeasure.CalculateAsync(sections), registers.Select(register => register.AfterSections));
        Assert.Equal(await SystemdMeasure.CalculateAsync(phases), registers.Select(register => register.AfterPhases));
    }

    [Fact]
    public async Task Ukify_finds_the_same_sections()
    {
        var (sample, image) = await SignAsync();
        var path = await sample.WriteAsync(_directory, "uki.efi", image);

        var executable = await InspectAsync(image, sample.Blobs);

        using var listing = JsonDocument.Parse(await Tool.RunAsync("ukify", "inspect", path, "--json=short", "--all"));
        foreach (var section in executable.Sections.Where(section => section.Name is ".linux" or ".initrd" or ".osrel" or ".uname" or ".sbat" or ".pcrpkey"))
        {
            var expected = listing.RootElement.GetProperty(section.Name);
            Assert.Equal((expected.GetProperty("size").GetInt64(), expected.GetProperty("sha256").GetString()), (section.Length, section.Sha256));
        }
    }

    [Fact]
    public async Task An_image_of_ukify_and_sbsign_is_verified()
    {
        var path = await UkifyAsync();
        var blobs = new MemoryBlobs();
        var image = await ImageInspector.InspectAsync(blobs.Add(await File.ReadAllBytesAsync(path, Cancel)), blobs, Cancel);

        var fault = new InspectionVerifier(TestKey.Image.Certificate, TestKey.Policy.Key.PublicKey).FindFault(image);

        var executable = Assert.Single(image.Executables);
        Assert.Null(fault);
        Assert.Equal("quiet", Assert.Single(executable.Profiles).CommandLine);
        Assert.Equal(
            ["enter-initrd", "enter-initrd:leave-initrd", "enter-initrd:leave-initrd:sysinit", "enter-initrd:leave-initrd:sysinit:ready"],
            executable.Profiles[0].Policies.Select(policy => policy.Phases).Order(StringComparer.Ordinal));
        Assert.All(executable.Profiles[0].Policies, policy => Assert.True(policy.IsSigned));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(".text")]
    [InlineData(".linux")]
    [InlineData(".cmdline")]
    [InlineData(".pcrsig")]
    public async Task Sbverify_agrees_on_a_changed_section(string? name)
    {
        var (sample, image) = await SignAsync();
        var bytes = await SignedFile.BytesAsync(image, sample.Blobs);
        var executable = await InspectAsync(image, sample.Blobs);
        if (name is not null)
        {
            bytes[executable.Sections.Last(section => section.Name == name).Offset] ^= 1;
        }

        var changed = await ImageInspector.InspectAsync(ExtentMap.OfBytes(bytes), new MemoryBlobs(), Cancel);
        var fault = new InspectionVerifier(TestKey.Image.Certificate, policyKey: null).FindFault(changed);
        var result = await SignedFile.VerifyAsync(_directory, bytes, TestKey.Image);

        Assert.Equal(name is null ? SignedFile.Trusted : SignedFile.Refused, result.Output);
        if (name is null)
        {
            Assert.Null(fault);
        }
        else
        {
            Assert.StartsWith("The file was changed: its hash is ", fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Sbverify_agrees_on_another_key()
    {
        var (sample, image) = await SignAsync();

        var inspection = await ImageInspector.InspectAsync(image, sample.Blobs, Cancel);
        var fault = new InspectionVerifier(TestKey.Policy.Certificate, policyKey: null).FindFault(inspection);
        var result = await SignedFile.VerifyAsync(_directory, await SignedFile.BytesAsync(image, sample.Blobs), TestKey.Policy);

        Assert.Equal(SignedFile.Refused, result.Output);
        Assert.StartsWith("The file is signed by another certificate: O=test-only image key", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sbverify_agrees_on_a_second_signature()
    {
        var (sample, image) = await SignAsync();
        var twice = await SignedFile.SignAsync(await SignedFile.BytesAsync(image, sample.Blobs), TestKey.Policy);

        var inspection = await ImageInspector.InspectAsync(ExtentMap.OfBytes(twice), new MemoryBlobs(), Cancel);

        Assert.Equal(SignedFile.Trusted, (await SignedFile.VerifyAsync(_directory, twice, TestKey.Policy)).Output);
        Assert.Null(new InspectionVerifier(TestKey.Policy.Certificate, policyKey: null).FindFault(inspection));
        Assert.Null(new InspectionVerifier(TestKey.Image.Certificate, policyKey: null).FindFault(inspection));
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<InspectedExecutable> InspectAsync(ExtentMap image, IBlobSource blobs) =>
        Assert.Single((await ImageInspector.InspectAsync(image, blobs, Cancel)).Executables);

    private async Task<(SignedUkiSample Sample, ExtentMap Image)> SignAsync()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        return (sample, (await sample.SignAsync(sample.Options)).Image);
    }

    private async Task<string> UkifyAsync()
    {
        var output = _directory.Combine("ukify.efi");
        var signed = _directory.Combine("signed.efi");
        await File.WriteAllBytesAsync(_directory.Combine("linux"), new byte[10_000], Cancel);
        await File.WriteAllBytesAsync(_directory.Combine("initrd"), [1], Cancel);
        var policyKey = await TestKey.Policy.WriteKeyAsync(_directory);
        await File.WriteAllTextAsync(_directory.Combine("public.pem"), TestKey.Policy.Key.PublicKey.ToPem(), Cancel);
        await Tool.RunAsync(
            "ukify", "build", "--linux", _directory.Combine("linux"), "--initrd", _directory.Combine("initrd"), "--cmdline", "quiet",
            "--uname", "6.1", "--os-release", "ID=test\n", "--stub", await InstalledStub.StripAsync(_directory), "--output", output,
            "--pcr-private-key", policyKey, "--pcr-public-key", _directory.Combine("public.pem"), "--pcr-banks", "sha256");
        await Tool.RunAsync(
            "sbsign", "--key", await TestKey.Image.WriteKeyAsync(_directory), "--cert", await TestKey.Image.WriteCertificateAsync(_directory),
            "--output", signed, output);
        return signed;
    }
}
