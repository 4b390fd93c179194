using System.CommandLine;
using ImageFactory.Netboot;
using ImageFactory.Netboot.Rules;

namespace ImageFactory.Commands;

/// <summary><c>imagefactory netboot</c>.</summary>
internal static class NetbootCommand
{
    private const int UsualHttpPort = 8069;

    public static Command Create()
    {
        var config = new Option<string>("--config") { Description = "A YAML file that says which machine boots what; changes count at once.", Required = true };
        var network = new Option<string>("--interface") { Description = "The network interface on whose network machines are booted.", Required = true };
        var port = new Option<int>("--http-port") { Description = "The TCP port for scripts.", DefaultValueFactory = _ => UsualHttpPort };
        var dryRun = new Option<bool>("--dry-run") { Description = "Log what would be answered by DHCP and TFTP, and answer nothing." };
        var allowPublic = new Option<bool>("--allow-public") { Description = "Also when the interface has an address that the whole world can reach." };
        var command = new Command("netboot", "Boot the machines of a network beside its DHCP server: proxy DHCP, TFTP and HTTP.")
        {
            config, network, port, dryRun, allowPublic,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var served = ServedInterface.Find(arguments.GetRequiredValue(network), arguments.GetValue(allowPublic));
            var mode = new NetbootMode(arguments.GetValue(dryRun), arguments.GetValue(port));
            var file = Path.GetFullPath(arguments.GetRequiredValue(config));
            await using var server = NetbootServer.Create(
                served, mode, loggers => new NetbootRulesFile(file, TimeProvider.System, loggers.CreateLogger<NetbootRulesFile>()));
            await server.Services.GetRequiredService<NetbootRulesFile>().LoadAsync(cancellationToken);
            await server.StartAsync(cancellationToken);
            await Console.Out.WriteLineAsync(
                $"Image Factory {(mode.IsDryRun ? "would boot" : "boots")} machines on {served.Name} ({served.Address}); scripts at http://{served.Address}:{mode.HttpPort}{BootOffers.ScriptPath}");
            await server.WaitForShutdownAsync(cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }
}
