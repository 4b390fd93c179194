using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace ImageFactory.Assets.Versions;

/// <summary>
/// Everything that depends on the Talos version: one table, and one property for each of its rows. No other code compares
/// versions to decide what goes into an asset.
/// </summary>
public readonly record struct VersionRules
{
    /// <summary>All rules, in the order of their thresholds.</summary>
    public static IReadOnlyList<VersionRule> Table { get; } =
    [
        Since(1, 4, 0, nameof(ResetEntry), "GRUB menus have an entry that resets the system disk"),
        Since(1, 5, 0, nameof(HasUki), "unified kernel images and SecureBoot exist"),
        Since(1, 5, 0, nameof(MultiDocumentConfiguration), "machine configuration may have several documents"),
        Since(1, 6, 3, nameof(MetaMayBeCompressed), "META values on the command line may be gzip'ed"),
        Since(1, 7, 0, nameof(HasOverlays), "overlays exist; the schematic's YAML goes into its virtual extension"),
        Since(1, 8, 0, nameof(UsesZstd), "squashfs and appended initramfs members are zstd; xz before"),
        Since(1, 8, 0, nameof(IsoLabel), "an ISO has a volume ID"),
        Since(1, 8, 0, nameof(HaltIfInstalled), "an ISO's command line has talos.halt_if_installed=1"),
        Since(1, 8, 0, nameof(EndsDiskAtMeta), "a disk image has no STATE and EPHEMERAL partitions"),
        Until(1, 8, 0, nameof(MetalSerialConsole), "metal on amd64 has console=ttyS0"),
        Since(1, 8, 0, nameof(XfsFeatureSet.Lts66), "XFS may use what Linux 6.6 knows"),
        Since(1, 10, 0, nameof(SelinuxArg), "the command line has selinux=1"),
        Since(1, 10, 0, nameof(SdBootForUefi), "systemd-boot starts UEFI machines; ISOs are hybrid"),
        Since(1, 10, 0, nameof(UsrMerge), "modules and firmware are below /usr/lib; /lib before"),
        Since(1, 10, 0, nameof(HasUkiProfiles), "a UKI has profiles"),
        Since(1, 10, 0, nameof(UnifiedInstaller), "installers are made of installer-base and a UKI"),
        Since(1, 10, 0, nameof(XfsFeatureSet.Lts612), "XFS may use what Linux 6.12 knows"),
        // "Up to 1.10.99" in the reference: hence not 1.11.0.
        Until(1, 10, 100, nameof(Ima), "the command line has ima_template, ima_appraise and ima_hash"),
        Since(1, 11, 0, nameof(LargeBootPartition), "BOOT has 2000 MiB; 1000 MiB before"),
        Since(1, 11, 0, nameof(TalosctlDownload), "talosctl can be downloaded"),
        Since(1, 12, 0, nameof(EmbeddedConfiguration), "machine configuration can be embedded"),
        Since(1, 12, 0, nameof(ModuleSigEnforce), "the command line has module.sig_enforce=1"),
        Since(1, 12, 0, nameof(BootloaderChoiceOnIso), "the boot loader of an ISO can be chosen"),
        Since(1, 13, 0, nameof(ProcMem), "the command line has proc_mem.force_override=never"),
        Since(1, 13, 0, nameof(XfsFeatureSet.Lts618), "XFS may use what Linux 6.18 knows"),
        Until(1, 14, 0, nameof(InitOnAlloc), "the command line has init_on_alloc=1; a kernel default after"),
        Since(1, 14, 0, nameof(NvmeTimeoutIsAwsOnly), "nvme_core.io_timeout is an argument of aws alone"),
        Until(1, 14, 0, nameof(LockdownConfidentiality), "SecureBoot adds lockdown=confidentiality"),
        Since(1, 14, 0, nameof(XfsAllocationGroupFloor), "the machine formats XFS with groups of 64 GiB at least"),
    ];

    private static readonly FrozenDictionary<string, VersionRule> ByName =
        Table.ToFrozenDictionary(rule => rule.Name, StringComparer.Ordinal);

    private readonly TalosVersion _version;

    private VersionRules(TalosVersion version) => _version = version;

    /// <summary>GRUB menus have an entry that resets the system disk.</summary>
    public bool ResetEntry => Holds();

    /// <summary>Unified kernel images and SecureBoot exist.</summary>
    public bool HasUki => Holds();

    /// <summary>Machine configuration may have several documents.</summary>
    public bool MultiDocumentConfiguration => Holds();

    /// <summary>META values on the command line may be gzip'ed.</summary>
    public bool MetaMayBeCompressed => Holds();

    /// <summary>Overlays exist, and the schematic's YAML goes into its virtual extension.</summary>
    public bool HasOverlays => Holds();

    /// <summary>squashfs and appended initramfs members are zstd; xz when false.</summary>
    public bool UsesZstd => Holds();

    /// <summary>An ISO has a volume ID.</summary>
    public bool IsoLabel => Holds();

    /// <summary>An ISO's command line has <c>talos.halt_if_installed=1</c>.</summary>
    public bool HaltIfInstalled => Holds();

    /// <summary>A disk image has no STATE and EPHEMERAL partitions.</summary>
    public bool EndsDiskAtMeta => Holds();

    /// <summary>metal on amd64 has <c>console=ttyS0</c>.</summary>
    public bool MetalSerialConsole => Holds();

    /// <summary>The command line has <c>selinux=1</c>.</summary>
    public bool SelinuxArg => Holds();

    /// <summary>systemd-boot starts UEFI machines.</summary>
    public bool SdBootForUefi => Holds();

    /// <summary>Modules and firmware are below <c>/usr/lib</c>; below <c>/lib</c> when false.</summary>
    public bool UsrMerge => Holds();

    /// <summary>A UKI has profiles.</summary>
    public bool HasUkiProfiles => Holds();

    /// <summary>Installers are made of <c>installer-base</c> and a UKI.</summary>
    public bool UnifiedInstaller => Holds();

    /// <summary>The command line has the three <c>ima_*</c> arguments.</summary>
    public bool Ima => Holds();

    /// <summary>BOOT is of the larger size of <see cref="BootPartitionMiB"/>.</summary>
    public bool LargeBootPartition => Holds();

    /// <summary>talosctl can be downloaded.</summary>
    public bool TalosctlDownload => Holds();

    /// <summary>Machine configuration can be embedded.</summary>
    public bool EmbeddedConfiguration => Holds();

    /// <summary>The command line has <c>module.sig_enforce=1</c>.</summary>
    public bool ModuleSigEnforce => Holds();

    /// <summary>The boot loader of an ISO can be chosen.</summary>
    public bool BootloaderChoiceOnIso => Holds();

    /// <summary>The command line has <c>proc_mem.force_override=never</c>.</summary>
    public bool ProcMem => Holds();

    /// <summary>The command line has <c>init_on_alloc=1</c>.</summary>
    public bool InitOnAlloc => Holds();

    /// <summary><c>nvme_core.io_timeout</c> is an argument of aws alone; of every platform when false.</summary>
    public bool NvmeTimeoutIsAwsOnly => Holds();

    /// <summary>SecureBoot adds <c>lockdown=confidentiality</c>.</summary>
    public bool LockdownConfidentiality => Holds();

    /// <summary>The machine formats XFS with allocation groups of 64 GiB at least. Images are not affected.</summary>
    public bool XfsAllocationGroupFloor => Holds();

    /// <summary>The size of the BOOT partition in MiB (2^20 bytes).</summary>
    public int BootPartitionMiB => LargeBootPartition ? 2000 : 1000;

    /// <summary>What an XFS file system may use.</summary>
    public XfsFeatureSet Xfs => true switch
    {
        _ when Holds(nameof(XfsFeatureSet.Lts618)) => XfsFeatureSet.Lts618,
        _ when Holds(nameof(XfsFeatureSet.Lts612)) => XfsFeatureSet.Lts612,
        _ when Holds(nameof(XfsFeatureSet.Lts66)) => XfsFeatureSet.Lts66,
        _ => XfsFeatureSet.Lts61,
    };

    /// <summary>The rules of a version.</summary>
    public static VersionRules Of(TalosVersion version) => new(version);

    private static VersionRule Since(int major, int minor, int patch, string name, string effect) =>
        new(name, new TalosVersion(major, minor, patch), HoldsFromThreshold: true, effect);

    private static VersionRule Until(int major, int minor, int patch, string name, string effect) =>
        new(name, new TalosVersion(major, minor, patch), HoldsFromThreshold: false, effect);

    private bool Holds([CallerMemberName] string rule = "") => ByName[rule].HoldsFor(_version);
}
