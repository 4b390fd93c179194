namespace ImageFactory.Netboot.Rules;

/// <summary>All that an operator says about booting machines.</summary>
/// <param name="Factory">The URL of the factory, as machines and this program reach it, without a slash at its end.</param>
/// <param name="Ipxe">The operator's iPXE.</param>
/// <param name="Rules">The rules; the first that includes a machine counts.</param>
internal sealed record NetbootRules(string Factory, IpxeFiles Ipxe, IReadOnlyList<NetbootRule> Rules)
{
    /// <summary>The rule of a machine whose every feature is known; null for none.</summary>
    public NetbootRule? Find(Machine machine) => Rules.FirstOrDefault(rule => rule.Match.Includes(machine, mayHaveSerial: false));

    /// <summary>The rule that a machine may have once it says its serial number, or the one that it has anyway; null for none.</summary>
    public NetbootRule? FindPossible(Machine machine) =>
        Rules.FirstOrDefault(rule => rule.Match.Includes(machine, mayHaveSerial: true) && (rule.Target is not null || rule.Match.Includes(machine, mayHaveSerial: false)));
}
