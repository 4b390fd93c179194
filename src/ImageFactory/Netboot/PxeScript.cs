using ImageFactory.Assets.Profiles;

namespace ImageFactory.Netboot;

/// <summary>Scripts of iPXE that boot Talos, byte for byte what the reference answers.</summary>
internal static class PxeScript
{
    /// <summary>Boots kernel and initramfs; for SecureBoot, where iPXE must start what is signed, the UKI.</summary>
    /// <remarks>
    /// The command line stands behind a UKI as well: without SecureBoot, iPXE's arguments replace the embedded ones.
    /// </remarks>
    /// <param name="images">The URL of the directory with the assets, without a slash at its end.</param>
    /// <param name="machine">The name of the command line's asset: it has platform, architecture and SecureBoot.</param>
    /// <param name="commandLine">The kernel's arguments.</param>
    public static string Of(string images, AssetName machine, string commandLine) => machine.SecureBoot
        ? $"#!ipxe\n\nimgfree\nkernel {images}/{AssetName.Uki(machine.Platform, machine.Architecture, secureBoot: true)} {commandLine}\nboot\n"
        : $"#!ipxe\n\nimgfree\nkernel {images}/{AssetName.Kernel(machine.Architecture)} {commandLine}\n"
            + $"initrd {images}/{AssetName.Initramfs(machine.Architecture)}\nboot\n";
}
