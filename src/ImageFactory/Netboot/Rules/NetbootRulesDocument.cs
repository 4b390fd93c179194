namespace ImageFactory.Netboot.Rules;

/// <summary>The YAML shape of the rules.</summary>
internal sealed class NetbootRulesDocument
{
    public string? Factory { get; set; }

    public IpxeSection? Ipxe { get; set; }

    public List<RuleRow?>? Rules { get; set; }

    internal sealed class IpxeSection
    {
        public string? Directory { get; set; }

        public string? Bios { get; set; }

        public string? Uefi { get; set; }

        public string? UefiArm64 { get; set; }
    }

    internal sealed class RuleRow
    {
        public string? Name { get; set; }

        public MatchSection? Match { get; set; }

        public bool Ignore { get; set; }

        public string? Schematic { get; set; }

        public string? Version { get; set; }

        public string? Platform { get; set; }

        public bool SecureBoot { get; set; }

        public List<string?>? Arguments { get; set; }

        public List<MetaRow?>? Meta { get; set; }
    }

    internal sealed class MatchSection
    {
        public List<string?>? Mac { get; set; }

        public List<string?>? Uuid { get; set; }

        public List<string?>? Serial { get; set; }

        public string? Architecture { get; set; }
    }

    internal sealed class MetaRow
    {
        public byte? Key { get; set; }

        public string? Value { get; set; }
    }
}
