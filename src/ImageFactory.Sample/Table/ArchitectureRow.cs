namespace ImageFactory.Sample.Table;

/// <summary>What differs between processors.</summary>
internal sealed record ArchitectureRow
{
    /// <summary>Debian's directory of libraries, <c>$triplet</c> in patterns.</summary>
    public required string Triplet { get; init; }

    /// <summary>The name of the kernel's package in the lock file.</summary>
    public required string KernelPackage { get; init; }

    /// <summary>The suffix of the names of EFI programs.</summary>
    public required string Efi { get; init; }

    /// <summary>The path of the dynamic loader that programs name, in libc6.</summary>
    public required string Loader { get; init; }

    /// <summary>The packages with GRUB's modules.</summary>
    public required IReadOnlyList<string> GrubPackages { get; init; }
}
