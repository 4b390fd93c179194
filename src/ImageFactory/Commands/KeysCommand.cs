using System.CommandLine;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Boot.Signing;
using ImageFactory.Keys;

namespace ImageFactory.Commands;

/// <summary><c>imagefactory keys</c>: SecureBoot keys and what firmware needs of them.</summary>
internal static class KeysCommand
{
    private static readonly Option<string> Output = new("--output") { Description = "The directory for the files.", Required = true };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace files that are there." };
    private static readonly Option<bool> WellKnown = new("--include-well-known-certificates") { Description = "Also enrol Microsoft's certificates, for option ROMs and other systems." };

    public static Command Create() => new("keys", "Make SecureBoot keys, and the files by which firmware takes them over.") { CreateGenerate(), CreateDatabase() };

    private static Command CreateGenerate()
    {
        var name = new Option<string>("--common-name") { Description = "The name in the certificate.", DefaultValueFactory = _ => KeyGeneration.DefaultName };
        var command = new Command("generate", "Make a signing key with certificate, a PCR key, and PK, KEK and db for firmware.") { Output, name, WellKnown, Force };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var files = KeyGeneration.Create(arguments.GetRequiredValue(name), DateTimeOffset.UtcNow);
            using var key = PemSigningKey.Parse(Text(files[KeyFiles.SigningKey]), Text(files[KeyFiles.Certificate]), passphrase: null);
            var database = await SignDatabaseAsync(key.Certificate!, key, arguments.GetValue(WellKnown), cancellationToken);
            return Write(arguments, files.Concat(database));
        });
        return command;
    }

    private static Command CreateDatabase()
    {
        var enrolled = new Option<string>("--enrolled-certificate") { Description = "The PEM file with the certificate that firmware shall trust.", Required = true };
        var certificate = new Option<string>("--signing-certificate") { Description = "The PEM file with the certificate of the key that signs the files.", Required = true };
        var signing = new Option<string>("--signing-key") { Description = "The PEM file with the key that signs the files.", Required = true };
        var passphrase = new Option<string?>("--passphrase-file") { Description = "A file with the passphrase of the key." };
        var command = new Command("database", "Make PK, KEK and db from keys that exist.") { enrolled, certificate, signing, passphrase, Output, WellKnown, Force };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var secret = arguments.GetValue(passphrase) is { } file ? (await File.ReadAllTextAsync(file, cancellationToken)).TrimEnd('\r', '\n') : null;
            using var key = PemSigningKey.Parse(
                await File.ReadAllTextAsync(arguments.GetRequiredValue(signing), cancellationToken),
                await File.ReadAllTextAsync(arguments.GetRequiredValue(certificate), cancellationToken),
                secret);
            var trusted = SigningCertificate.FromPem(await File.ReadAllTextAsync(arguments.GetRequiredValue(enrolled), cancellationToken));
            return Write(arguments, await SignDatabaseAsync(trusted, key, arguments.GetValue(WellKnown), cancellationToken));
        });
        return command;
    }

    private static async Task<IEnumerable<KeyValuePair<string, byte[]>>> SignDatabaseAsync(
        SigningCertificate trusted, PemSigningKey key, bool hasWellKnown, CancellationToken cancellationToken)
    {
        var files = await EnrolmentFiles.SignAsync(
            EnrolmentOptions.Of(trusted, DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()), hasWellKnown), key, cancellationToken);
        return files.Variables.SelectMany(file => new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [$"{file.Variable.Name}.auth"] = file.Authenticated,
            [$"{file.Variable.Name}.esl"] = file.Lists,
        });
    }

    private static int Write(ParseResult arguments, IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        KeyFiles.Write(arguments.GetRequiredValue(Output), files.ToDictionary(StringComparer.Ordinal), arguments.GetValue(Force));
        return ExitCode.Success;
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.ASCII.GetString(bytes);
}
