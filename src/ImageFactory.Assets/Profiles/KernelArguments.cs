using ImageFactory.Assets.Versions;
using ImageFactory.Boot.CommandLine;
using ImageFactory.Boot.Meta;

namespace ImageFactory.Assets.Profiles;

/// <summary>The kernel command line of an asset. The order of the steps is part of the result.</summary>
public static class KernelArguments
{
    /// <summary>Nearly for ever: network volumes must not fail when they are slow.</summary>
    internal const string NvmeTimeout = "nvme_core.io_timeout=4294967295";

    private const string PlatformKey = "talos.platform";

    /// <summary>Of these keys, what the user gives replaces what was there; of every other key, it is added.</summary>
    private static readonly string[] OverwrittenKeys = ["console", PlatformKey];

    /// <summary>Composes the command line.</summary>
    /// <exception cref="ArgumentException">The asset is a kernel or an initramfs: these have no command line.</exception>
    public static KernelCommandLine Compose(TalosVersion version, AssetName asset, KernelArgumentsOptions options)
    {
        if (asset.Kind is OutputKind.Kernel or OutputKind.Initramfs)
        {
            throw new ArgumentException($"{asset} has no command line.", nameof(asset));
        }

        var rules = VersionRules.Of(version);
        var line = KernelCommandLine.Empty
            .Append(PlatformKey, asset.Platform.Name)
            .SetAll([PlatformArguments.For(asset.Platform, asset.Architecture, rules)]);
        if (asset.Kind == OutputKind.Iso && rules.HaltIfInstalled)
        {
            line = line.Append("talos.halt_if_installed", "1");
        }

        var counts = Customisations.For(asset.Kind, version, asset.SecureBoot);
        if (counts.HasFlag(Customisation.Overlay))
        {
            line = line.SetAll(options.Overlay);
        }

        line = line.AppendAll(Defaults(rules));
        if (asset.SecureBoot && rules.LockdownConfidentiality)
        {
            line = line.AppendAll(["lockdown=confidentiality"]);
        }

        if (counts.HasFlag(Customisation.MetaOnCommandLine) && options.Meta.Count > 0)
        {
            line = line.AppendAll([OfMeta(version, options.Meta)]);
        }

        return counts.HasFlag(Customisation.ExtraKernelArguments)
            ? line.AppendAll(options.Extra, OverwrittenKeys, negation: true)
            : line;
    }

    /// <summary>META values as the argument from which a version takes them.</summary>
    public static string OfMeta(TalosVersion version, IReadOnlyList<MetaValue> values) =>
        "talos.environment=INSTALLER_META_BASE64=" + MetaEnvironment.Encode(values, VersionRules.Of(version).MetaMayBeCompressed);

    private static IEnumerable<string> Defaults(VersionRules rules)
    {
        (bool Applies, string Arguments)[] table =
        [
            (rules.InitOnAlloc, "init_on_alloc=1"),
            (true, "slab_nomerge= pti=on consoleblank=0"),
            (!rules.NvmeTimeoutIsAwsOnly, NvmeTimeout),
            (true, "printk.devkmsg=on"),
            (rules.Ima, "ima_template=ima-ng ima_appraise=fix ima_hash=sha512"),
            (rules.SelinuxArg, "selinux=1"),
            (rules.ModuleSigEnforce, "module.sig_enforce=1"),
            (rules.ProcMem, "proc_mem.force_override=never"),
        ];
        return table.Where(row => row.Applies).Select(row => row.Arguments);
    }
}
