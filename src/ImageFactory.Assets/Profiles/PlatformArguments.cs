using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Profiles;

/// <summary>The kernel arguments of platforms. Their order matters: the kernel's last console is <c>/dev/console</c>.</summary>
internal static class PlatformArguments
{
    private const string Cloud = "console=tty1 console=ttyS0 net.ifnames=0";
    private const string NoDashboard = "talos.dashboard.disabled=1";
    private const string NoKexec = "sysctl.kernel.kexec_load_disabled=1";

    /// <summary>The arguments, separated by spaces.</summary>
    public static string For(Platform platform, Architecture architecture, VersionRules rules) =>
        (platform.Name, architecture) switch
        {
            ("metal", Architecture.Arm64) => "console=ttyAMA0 console=tty0",
            ("metal", _) => rules.MetalSerialConsole ? "console=ttyS0 console=tty0" : "console=tty0",
            ("akamai" or "digital-ocean", _) => "console=ttyS0 console=tty0 console=tty1 net.ifnames=0",
            ("alibabacloud" or "cloudstack" or "exoscale" or "hcloud" or "nocloud" or "opennebula" or "openstack", _) => Cloud,
            ("aws", _) => rules.NvmeTimeoutIsAwsOnly ? $"{Cloud} {KernelArguments.NvmeTimeout}" : Cloud,
            ("azure", _) => "console=ttyS0,115200n8 earlyprintk=ttyS0,115200 rootdelay=300 net.ifnames=0 "
                + $"{NoDashboard} {NoKexec}",
            ("gcp", _) => $"console=ttyS0 net.ifnames=0 {NoDashboard} {NoKexec}",
            ("equinixMetal", Architecture.Arm64) => "console=ttyAMA0,115200",
            ("equinixMetal", _) => "console=ttyS1,115200n8",
            ("oracle" or "scaleway", _) => $"{Cloud} {NoDashboard}",
            ("upcloud" or "vultr", _) => "net.ifnames=0",
            ("vmware", Architecture.Arm64) => "talos.config=guestinfo console=tty0 console=ttyAMA0 net.ifnames=0",
            ("vmware", _) => "talos.config=guestinfo console=tty0 console=ttyS0 earlyprintk=ttyS0,115200 net.ifnames=0",
            ("container", _) => string.Empty,
            _ => throw new ArgumentException($"Platform {platform} has no row of kernel arguments.", nameof(platform)),
        };
}
