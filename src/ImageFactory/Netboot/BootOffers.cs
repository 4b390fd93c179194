using System.Globalization;
using System.Net;
using System.Text;
using ImageFactory.Assets;
using ImageFactory.Assets.Profiles;
using ImageFactory.Netboot.Dhcp;
using ImageFactory.Netboot.Rules;
using ImageFactory.Netboot.Tftp;

namespace ImageFactory.Netboot;

/// <summary>Decides by the rules what a machine is given to boot.</summary>
internal sealed class BootOffers(NetbootRulesFile rules, DerivedSchematics schematics, HttpClient http, ServedInterface network, NetbootMode mode)
{
    /// <summary>The path of the scripts of iPXE.</summary>
    public const string ScriptPath = "/boot.ipxe";

    // New versions of iPXE look for it where they come from themselves.
    private const string ScriptFile = "autoexec.ipxe";
    private const string ScriptMagic = "#!ipxe\n\n";
    private const int LongestProgram = 8 * 1024 * 1024;

#pragma warning disable S5332 // The iPXE of distributions knows no certificate that a laptop in the same room could have.
    private string ScriptUrl => string.Create(CultureInfo.InvariantCulture, $"http://{network.Address}:{mode.HttpPort}{ScriptPath}");
#pragma warning restore S5332

    private string AskForScript =>
        $"chain --replace {ScriptUrl}?mac=${{mac}}&uuid=${{uuid}}&arch=${{buildarch}}&serial=${{serial:uristring}}\n";

    /// <summary>The rule that counts for a client, as far as is known yet.</summary>
    public NetbootRule? FindRule(BootClient client) => client.Kind == BootClientKind.UefiHttp
        ? rules.Current.Find(client.Machine)
        : rules.Current.FindPossible(client.Machine);

    /// <summary>What a client of DHCP is to load: a name for TFTP, or a URL.</summary>
    /// <exception cref="FactoryException">The factory does not answer, or refuses.</exception>
    public Task<string> GetBootFileAsync(BootClient client, NetbootTarget target, CancellationToken cancellationToken)
    {
        var ipxe = rules.Current.Ipxe;
        return client.Kind switch
        {
            BootClientKind.Bios => Task.FromResult(ipxe.Bios),
            BootClientKind.UefiPxe => Task.FromResult(client.Machine.Architecture == Architecture.Arm64 ? ipxe.UefiArm64 : ipxe.Uefi),
            BootClientKind.UefiHttp => GetUkiUrlAsync(client.Machine, target, cancellationToken),
            _ => Task.FromResult(ScriptUrl),
        };
    }

    /// <summary>
    /// The URL of the UKI that a client's firmware starts by itself; null when it will not. Where firmware checks signatures, it refuses iPXE and
    /// goes on from PXE to HTTP.
    /// </summary>
    /// <exception cref="FactoryException">The factory does not answer, or refuses.</exception>
    public async Task<string?> FindUkiUrlAsync(BootClient client, NetbootTarget target, CancellationToken cancellationToken) =>
        client.Kind == BootClientKind.UefiHttp || (client.Kind == BootClientKind.UefiPxe && target.SecureBoot)
            ? await GetUkiUrlAsync(client.Machine, target, cancellationToken)
            : null;

    /// <summary>The script with which iPXE asks for the machine's own.</summary>
    public string FirstScript() => ScriptMagic + AskForScript;

    /// <summary>The script that boots a machine; null when no rule is for it.</summary>
    /// <exception cref="FactoryException">The factory does not answer, or refuses.</exception>
    public async Task<string?> FindScriptAsync(Machine machine, Architecture architecture, CancellationToken cancellationToken)
    {
        var current = rules.Current;
        if (current.Find(machine)?.Target is not { } target)
        {
            return null;
        }

        var id = await schematics.GetAsync(current.Factory, target, isUki: target.SecureBoot, cancellationToken);
        var url = $"{current.Factory}/pxe/{id}/{target.Version.Tag}/{target.MachineName(architecture)}";
        try
        {
            using var answer = await http.GetAsync(new Uri(url), cancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK
                ? Encoding.UTF8.GetString(body)
                : throw FactoryAnswer.Refusal(answer, body);
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new FactoryException(FactoryError.SourceUnavailable, $"The factory {current.Factory} does not answer: {exception.Message}", exception);
        }
    }

    /// <summary>What can be read over TFTP: the programs of iPXE that the rules name, and the first script.</summary>
    public TftpFiles Files() => new(name =>
    {
        var ipxe = rules.Current.Ipxe;
        if (string.Equals(name, ScriptFile, StringComparison.Ordinal))
        {
            // Firmware's lease is not iPXE's.
            return _ => Task.FromResult<ReadOnlyMemory<byte>>(Encoding.ASCII.GetBytes($"{ScriptMagic}dhcp\n{AskForScript}"));
        }

        return ((string[])[ipxe.Bios, ipxe.Uefi, ipxe.UefiArm64]).Contains(name, StringComparer.Ordinal)
            ? cancellationToken => ReadProgramAsync(Path.Combine(ipxe.Directory, name), cancellationToken)
            : null;
    });

    private static async Task<ReadOnlyMemory<byte>> ReadProgramAsync(string path, CancellationToken cancellationToken) =>
        new FileInfo(path).Length <= LongestProgram
            ? await File.ReadAllBytesAsync(path, cancellationToken)
            : throw new InvalidDataException($"{path} is longer than {LongestProgram} bytes: it is no iPXE.");

    // Firmware starts it without arguments: what is in it must be the whole.
    private async Task<string> GetUkiUrlAsync(Machine machine, NetbootTarget target, CancellationToken cancellationToken)
    {
        var factory = rules.Current.Factory;
        var id = await schematics.GetAsync(factory, target, isUki: true, cancellationToken);
        var uki = AssetName.Uki(target.Platform, machine.Architecture ?? Architecture.Amd64, target.SecureBoot);
        return $"{factory}/image/{id}/{target.Version.Tag}/{uki}";
    }
}
