namespace ImageFactory.Formats.Kmod;

/// <summary>Names of modules and of their files (modprobe(8): '-' and '_' are the same in names).</summary>
public static class ModuleName
{
    private static readonly string[] Extensions = [".ko", ".ko.gz", ".ko.xz", ".ko.zst"];

    /// <summary>
    /// Whether a file with that name or path is a module: <c>.ko</c>, <c>.ko.gz</c>, <c>.ko.xz</c> or <c>.ko.zst</c>, and not below a
    /// directory <c>build</c> or <c>source</c>, where the kernel's sources are.
    /// </summary>
    public static bool IsModuleFile(string path)
    {
        var name = FileName(path);
        return !path[..^name.Length].Split('/').Any(directory => directory is "build" or "source") && Array.Exists(Extensions, extension => name.Length > extension.Length && name.EndsWith(extension, StringComparison.Ordinal));
    }

    /// <summary>The name of the module in a file.</summary>
    public static string OfPath(string path)
    {
        var name = FileName(path);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return (dot < 0 ? name : name[..dot]).Replace('-', '_');
    }

    /// <summary>The path that the kernel's build gives a module, before anyone compressed it.</summary>
    internal static string PlainPath(string path)
    {
        var length = path.Length - FileName(path).Length + OfPath(path).Length + Extensions[0].Length;
        return path[..Math.Min(length, path.Length)];
    }

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];
}
