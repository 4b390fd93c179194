using System.Collections.Frozen;

namespace ImageFactory.Assets.Plans;

/// <summary>Names that extensions got later: an old schematic still finds its extension. The renames are one-way.</summary>
internal static class ExtensionAliases
{
    private const string Namespace = "siderolabs/";

    private static readonly FrozenDictionary<string, string> Renamed = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["v4l-uvc"] = "v4l-uvc-drivers",
        ["usb-modem"] = "usb-modem-drivers",
        ["gasket"] = "gasket-driver",
        ["talos-vmtoolsd"] = "vmtoolsd-guest-agent",
        ["xe-guest-utilities"] = "xen-guest-agent",
        ["nvidia-container-toolkit"] = "nvidia-container-toolkit-lts",
        ["nvidia-open-gpu-kernel-modules"] = "nvidia-open-gpu-kernel-modules-lts",
        ["nonfree-kmod-nvidia"] = "nonfree-kmod-nvidia-lts",
        ["nvidia-fabricmanager"] = "nvidia-fabric-manager-lts",
        ["i915-ucode"] = "i915",
        ["amdgpu-firmware"] = "amdgpu",
    }.ToFrozenDictionary(pair => Namespace + pair.Key, pair => Namespace + pair.Value, StringComparer.Ordinal);

    /// <summary>The later name of an extension, or null.</summary>
    public static string? Of(string name) => Renamed.GetValueOrDefault(name);
}
