namespace ImageFactory.Formats.Grub;

/// <summary>What goes into an image of GRUB beside its kernel.</summary>
public sealed record GrubImageOptions
{
    /// <summary>The files of the platform.</summary>
    public required GrubModules Files { get; init; }

    /// <summary>The modules, without their suffix; what they need is added.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    /// <summary>The directory of <c>grub.cfg</c>, such as <c>(hd0,gpt3)/grub</c>; without a device, on that which GRUB came from.</summary>
    public required string Prefix { get; init; }

    /// <summary>Commands that run before anything else; null for none.</summary>
    public string? Configuration { get; init; }
}
