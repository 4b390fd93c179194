namespace ImageFactory.Sample.Table;

/// <summary>Where a release keeps things: below <c>lib</c> before v1.10, below <c>usr/lib</c> since.</summary>
internal sealed record LayoutRow
{
    /// <summary>The directory of the kernel's modules.</summary>
    public required string Modules { get; init; }

    /// <summary>The directory of firmware, <c>$firmware</c> in patterns.</summary>
    public required string Firmware { get; init; }

    /// <summary>The directory of libraries, <c>$libraries</c> in patterns.</summary>
    public required string Libraries { get; init; }

    /// <summary>The directory of programs, <c>$binaries</c> in patterns.</summary>
    public required string Binaries { get; init; }

    /// <summary>Symbolic links that merge the old directories into the new ones: target by path.</summary>
    public required IReadOnlyDictionary<string, string> Links { get; init; }
}
