using System.CommandLine;
using System.Text.Json;
using ImageFactory.Boot.Inspection;
using ImageFactory.Boot.Signing;
using ImageFactory.Inspection;

namespace ImageFactory.Commands;

/// <summary><c>imagefactory inspect</c>.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> Image = new("file") { Description = "An ISO, a UKI or other PE file, an initramfs, or a disk in raw form." };
    private static readonly Option<bool> AsJson = new("--json") { Description = "Print JSON." };
    private static readonly Option<bool> Verify = new("--verify") { Description = "Only say whether firmware that trusts the certificate starts everything in the image." };
    private static readonly Option<string?> Certificate = new("--certificate") { Description = "The PEM file with the certificate that signed the image." };
    private static readonly Option<string?> PolicyKey = new("--pcr-key") { Description = "The PEM file with the public key that signed the TPM policies. Default: the key in the image" };

    public static Command Create()
    {
        var command = new Command("inspect", "Show what an image holds, or verify it. Exit codes: 0 done, 2 the image is not as it should be, 6 it cannot be read.") { Image, AsJson, Verify, Certificate, PolicyKey };
        command.Validators.Add(arguments =>
        {
            if (arguments.GetValue(Verify) != (arguments.GetValue(Certificate) is not null))
            {
                arguments.AddError("--verify and --certificate FILE belong together.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        using var file = LocalFile.Open(arguments.GetRequiredValue(Image));
        var inspection = await ImageInspector.InspectAsync(file.Map, file, cancellationToken);
        if (arguments.GetValue(Certificate) is { } certificate)
        {
            return await VerifyAsync(inspection, certificate, arguments.GetValue(PolicyKey), cancellationToken);
        }

        var text = arguments.GetValue(AsJson)
            ? JsonSerializer.Serialize(inspection, InspectionDocuments.Default.ImageInspection) + "\n"
            : InspectionText.Of(inspection);
        await Console.Out.WriteAsync(text.AsMemory(), cancellationToken);
        return ExitCode.Success;
    }

    private static async Task<int> VerifyAsync(ImageInspection inspection, string certificate, string? policyKey, CancellationToken cancellationToken)
    {
        var verifier = new InspectionVerifier(
            SigningCertificate.FromPem(await File.ReadAllTextAsync(certificate, cancellationToken)),
            policyKey is null ? null : RsaPublicKey.FromPem(await File.ReadAllTextAsync(policyKey, cancellationToken)));
        if (verifier.FindFault(inspection) is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return ExitCode.InvalidInput;
        }

        await Console.Out.WriteLineAsync("verified");
        return ExitCode.Success;
    }
}
