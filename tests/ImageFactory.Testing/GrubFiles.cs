using ImageFactory.Formats.Grub;

namespace ImageFactory.Testing;

/// <summary>GRUB's files of one platform: those that Debian installs, or those of the sample release's imager.</summary>
/// <param name="Platform">The platform, such as <c>i386-pc</c>.</param>
/// <param name="Contents">The files by name.</param>
public sealed record GrubFiles(string Platform, IReadOnlyDictionary<string, byte[]> Contents)
{
    private const string Root = "usr/lib/grub/";

    /// <summary>The files as the product takes them.</summary>
    public GrubModules Modules => new(Contents.ToDictionary(
        file => file.Key, file => new ReadOnlyMemory<byte>(file.Value), StringComparer.Ordinal));

    /// <summary>GRUB 2.06, as Debian 12 has it.</summary>
    public static GrubFiles Installed(string platform)
    {
        var directory = Path.Combine("/", Root, platform);
        if (!Directory.Exists(directory))
        {
            Required.Missing($"GRUB for {platform} is not installed");
        }

        return new GrubFiles(platform, Directory.GetFiles(directory).ToDictionary(
            file => Path.GetFileName(file), File.ReadAllBytes, StringComparer.Ordinal));
    }

    /// <summary>GRUB 2.12 or newer, as the sample release brings it.</summary>
    public static async Task<GrubFiles> SampleAsync(string platform)
    {
        var prefix = Root + platform + "/";
        var files = await SampleFiles.ReadAllAsync(
            "siderolabs/imager:v1.13.0",
            "amd64",
            path => path.StartsWith(prefix, StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        Assert.NotEmpty(files);
        return new GrubFiles(platform, files.ToDictionary(file => file.Key[prefix.Length..], file => file.Value, StringComparer.Ordinal));
    }

    /// <summary>The files in a directory of their own, for GRUB's programs; returns the directory.</summary>
    public async Task<string> WriteAsync(TemporaryDirectory directory)
    {
        var path = Directory.CreateDirectory(directory.Combine(Platform)).FullName;
        foreach (var (name, content) in Contents)
        {
            await File.WriteAllBytesAsync(Path.Combine(path, name), content, TestContext.Current.CancellationToken);
        }

        return path;
    }
}
