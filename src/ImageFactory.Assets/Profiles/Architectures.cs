namespace ImageFactory.Assets.Profiles;

/// <summary>The names of architectures.</summary>
public static class Architectures
{
    /// <summary>The name in file names and image platforms: <c>amd64</c> or <c>arm64</c>.</summary>
    public static string Name(this Architecture architecture) => architecture switch
    {
        Architecture.Amd64 => "amd64",
        Architecture.Arm64 => "arm64",
        _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture, "Not an architecture."),
    };

    /// <summary>Reads a name, also as iPXE and the kernel spell it; false when there is no such architecture.</summary>
    public static bool TryParse(string name, out Architecture architecture)
    {
        // iPXE's ${buildarch} is i386 when the loader itself is 32-bit, also on 64-bit machines.
        (var known, architecture) = name switch
        {
            "amd64" or "x86_64" or "i386" => (true, Architecture.Amd64),
            "arm64" or "aarch64" => (true, Architecture.Arm64),
            _ => (false, default),
        };
        return known;
    }
}
