namespace ImageFactory.Sample.Table;

/// <summary>A release.</summary>
internal sealed record ReleaseRow
{
    /// <summary>The tag: <c>v1.13.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>How the initramfs is compressed.</summary>
    public required SampleCompression Compression { get; init; }

    /// <summary>The name of the layout.</summary>
    public required string Layout { get; init; }

    /// <summary>The name of the variant of <c>rootfs.sqsh</c>.</summary>
    public required string Rootfs { get; init; }

    /// <summary>The name of the installer's repository.</summary>
    public required string Installer { get; init; }

    /// <summary>Whether the release brings systemd-boot and systemd-stub.</summary>
    public required bool SystemdBoot { get; init; }

    /// <summary>The version without its prerelease, as rules compare it.</summary>
    public System.Version Number => System.Version.Parse(Version.TrimStart('v').Split('-')[0]);
}
