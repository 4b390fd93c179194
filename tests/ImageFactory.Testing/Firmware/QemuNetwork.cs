namespace ImageFactory.Testing.Firmware;

/// <summary>A machine's network card, and what it is plugged into.</summary>
/// <param name="Backend">The other end as QEMU calls it, for example <c>user,bootfile=http://10.0.2.2:8080/x</c>.</param>
public sealed record QemuNetwork(string Backend)
{
    /// <summary>The card's address.</summary>
    public string MacAddress { get; init; } = "52:54:00:12:34:56";

    /// <summary>Whether the card has iPXE in its ROM, as QEMU's cards do; without, firmware boots by its own means.</summary>
    public bool HasIpxe { get; init; } = true;

    /// <summary>The network namespace that the machine's other end lives in; null for the test's own.</summary>
    public string? Namespace { get; init; }
}
