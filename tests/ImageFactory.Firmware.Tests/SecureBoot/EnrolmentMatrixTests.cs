using ImageFactory.Boot.SecureBoot;
using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.SecureBoot;

[MatrixTier]
public sealed class EnrolmentMatrixTests(SampleFactory factory) : IDisposable
{
    private static readonly Order Usual = new() { Version = "v1.13.0", SecureBoot = true };

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // QEMU is a virtual machine, where enrolling is safe.
    [Theory]
    [InlineData("off", false)]
    [InlineData("manual", false)]
    [InlineData("if-safe", true)]
    [InlineData("force", true)]
    public async Task Keys_are_enrolled_when_the_schematic_says_so(string when, bool expected)
    {
        using var machine = new SecureBootMachine();

        var report = await machine.BootIsoAsync(await WriteIsoAsync(Usual with { EnrollKeys = when }), Cancel);

        Assert.Equal(expected, report.SecureBoot);
        Assert.Equal(expected, (await machine.ReadVariablesAsync(Cancel)).ContainsKey("PK"));
    }

    [Fact]
    public async Task An_enrolled_machine_boots_the_medium_again_with_nothing_to_enrol()
    {
        using var machine = new SecureBootMachine();
        var iso = await WriteIsoAsync(Usual);

        var first = await machine.BootIsoAsync(iso, Cancel);
        var second = await machine.BootIsoAsync(iso, Cancel);

        Assert.True(first.SecureBoot);
        Assert.True(second.SecureBoot);
        Assert.DoesNotContain("Enrolling", second.Serial, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Microsoft_s_certificates_are_enrolled_behind_the_factory_s()
    {
        using var machine = new SecureBootMachine();
        var certificate = (await factory.Keys).Certificate;

        await machine.BootIsoAsync(await WriteIsoAsync(Usual with { WellKnownCertificates = true }), Cancel);

        var variables = await machine.ReadVariablesAsync(Cancel);
        AssertHolds(variables["PK"], [certificate.Der]);
        AssertHolds(variables["KEK"], [certificate.Der, .. WellKnownCertificates.KeyExchangeKeys.Select(entry => entry.Certificate)]);
        AssertHolds(variables["db"], [certificate.Der, .. WellKnownCertificates.Database.Select(entry => entry.Certificate)]);
    }

    [Fact]
    public async Task Firmware_that_guards_its_variables_takes_the_keys()
    {
        using var machine = new SecureBootMachine { Strict = true };

        var report = await machine.BootIsoAsync(await WriteIsoAsync(Usual), Cancel);

        Assert.True(report.SecureBoot);
    }

    [Fact]
    public async Task An_arm64_machine_takes_the_keys()
    {
        using var machine = new SecureBootMachine { Architecture = GuestArchitecture.Arm64 };

        var report = await machine.BootIsoAsync(await WriteIsoAsync(Usual with { Architecture = GuestArchitecture.Arm64 }), Cancel);

        Assert.True(report.SecureBoot);
    }

    public void Dispose() => _directory.Dispose();

    private Task<string> WriteIsoAsync(Order order) => factory.WriteAsync(order, order.Asset + ".iso", _directory, Cancel);

    // Headers of a list take 28 bytes, the owner of each certificate 16 (UEFI 2.10, 32.4.1).
    private static void AssertHolds(string variable, IReadOnlyList<ReadOnlyMemory<byte>> certificates)
    {
        Assert.Equal(certificates.Sum(der => 28 + 16 + der.Length), variable.Length / 2);
        Assert.All(certificates, der => Assert.Contains(Convert.ToHexStringLower(der.Span), variable, StringComparison.OrdinalIgnoreCase));
    }
}
