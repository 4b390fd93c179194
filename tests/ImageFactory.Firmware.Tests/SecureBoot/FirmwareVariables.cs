using ImageFactory.Boot.Signing;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.SecureBoot;

/// <summary>Stores of firmware variables, by the hand of virt-fw-vars.</summary>
internal static class FirmwareVariables
{
    /// <summary>Makes a store.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="directory">Where a file may lie that the tool needs.</param>
    /// <param name="trusted">The one certificate that is enrolled, with SecureBoot on; null for none.</param>
    /// <param name="more">More of the tool's options.</param>
    public static async Task MakeAsync(string path, TemporaryDirectory directory, SigningCertificate? trusted, params string[] more)
    {
        string[] enrolment = [];
        if (trusted is not null)
        {
            var pem = directory.Combine("certificate.pem");
            await File.WriteAllTextAsync(pem, trusted.ToPem());
            var owner = Guid.NewGuid().ToString("D");
            enrolment = ["--set-pk", owner, pem, "--add-kek", owner, pem, "--add-db", owner, pem, "--secure-boot"];
        }

        var blank = FirmwareFiles.Require(GuestArchitecture.Amd64, strict: false).Variables;
        await Tool.RunAsync("virt-fw-vars", ["--input", blank, "--output", path, .. enrolment, .. more]);
    }
}
