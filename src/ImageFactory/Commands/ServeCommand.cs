using System.CommandLine;
using System.Security.Cryptography;
using ImageFactory.Assets.Plans;
using ImageFactory.Configuration;

namespace ImageFactory.Commands;

/// <summary><c>imagefactory serve</c>.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = "Addresses to listen on, separated by semicolons. Default: http://localhost:8080" };
        var configuration = new ConfigurationOptions();
        var command = new Command("serve", "Serve the factory over HTTP.") { urls };
        configuration.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var options = configuration.Read(arguments, ("Urls", arguments.GetValue(urls)));
            await using var server = FactoryServer.Create(options);
            await SayKeysAsync(options, server.Services, cancellationToken);
            await server.StartAsync(cancellationToken);
            await Console.Out.WriteLineAsync($"Image Factory listens on {string.Join(", ", server.Urls)}");
            await server.WaitForShutdownAsync(cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }

    // Wrong keys are told of when the server starts, not to the first who asks.
    private static async Task SayKeysAsync(FactoryOptions options, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!options.SecureBoot.Enabled)
        {
            return;
        }

        var keys = await services.GetRequiredService<IKeySource>().GetAsync(cancellationToken);
        await Console.Out.WriteLineAsync($"SecureBoot certificate SHA-256 {Fingerprint(keys.Certificate.Der)}");
        await Console.Out.WriteLineAsync($"PCR key SHA-256 {Fingerprint(keys.Policy.PublicKey.SubjectPublicKeyInfo)}");
    }

    private static string Fingerprint(ReadOnlyMemory<byte> der) => Convert.ToHexStringLower(SHA256.HashData(der.Span));
}
