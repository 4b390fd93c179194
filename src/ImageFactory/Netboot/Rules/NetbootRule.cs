namespace ImageFactory.Netboot.Rules;

/// <summary>What some machines boot.</summary>
internal sealed record NetbootRule
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The machines.</summary>
    public required MachineMatch Match { get; init; }

    /// <summary>What they boot; null to leave them alone.</summary>
    public NetbootTarget? Target { get; init; }
}
