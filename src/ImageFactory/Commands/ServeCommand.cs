using System.CommandLine;

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
            await server.StartAsync(cancellationToken);
            await Console.Out.WriteLineAsync($"Image Factory listens on {string.Join(", ", server.Urls)}");
            await server.WaitForShutdownAsync(cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }
}
