using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Netboot;

/// <summary>What network boot tests order, and how they hold the guest to it.</summary>
internal static class NetworkBoot
{
    /// <summary>An order with arguments and META values.</summary>
    public static Order Order { get; } = new()
    {
        Version = "v1.13.0",
        Arguments = ["imagefactory.netboot=1"],
        Meta = new Dictionary<byte, string> { [0x0a] = "from the network" },
    };

    /// <summary>A machine without a disk.</summary>
    public static QemuOptions Machine(GuestFirmware firmware, QemuNetwork network) => new()
    {
        Architecture = GuestArchitecture.Amd64,
        Firmware = firmware,
        Medium = BootMedium.Network,
        Network = network,
        Memory = 2048,
    };

    /// <summary>Fails the test where the guest has not the order's schematic, command line and META values.</summary>
    /// <param name="report">What the guest said.</param>
    /// <param name="schematicId">The schematic's ID.</param>
    /// <param name="commandLine">The command line that the factory has for it.</param>
    /// <param name="meta">The META values.</param>
    public static void AssertIs(GuestReport report, string schematicId, string commandLine, IReadOnlyDictionary<byte, string> meta)
    {
        // Under UEFI, iPXE puts the name of the program in front.
        var reported = report.CommandLine.StartsWith("kernel-amd64 ", StringComparison.Ordinal)
            ? report.CommandLine["kernel-amd64 ".Length..]
            : report.CommandLine;
        Assert.Empty(report.Errors);
        Assert.Equal(commandLine, reported);
        Assert.Equal(schematicId, report.SchematicId);
        Assert.Equal(meta, report.Meta);
    }
}
