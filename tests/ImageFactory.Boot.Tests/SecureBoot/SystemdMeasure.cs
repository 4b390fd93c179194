using System.Text.Json;
using ImageFactory.Boot.Measurement;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.SecureBoot;

/// <summary>systemd-measure as a judge of unified kernel images.</summary>
internal static class SystemdMeasure
{
    /// <summary>What Talos enters.</summary>
    public const string TalosPhases = "enter-initrd:leave-initrd:enter-machined";

    /// <summary>Before any phase.</summary>
    public const string NoPhases = ":";

    // Those that systemd-measure takes as options, and that the samples have.
    private static readonly string[] Measured = [".linux", ".osrel", ".cmdline", ".initrd", ".splash", ".uname", ".sbat", ".pcrpkey", ".profile"];

    /// <summary>What a boot shows: the sections in front of the first profile, replaced by those of the booted one.</summary>
    public static async Task<IReadOnlyList<string>> ArgumentsAsync(
        TemporaryDirectory directory, ExtentMap image, IBlobSource blobs, int profile, string phases)
    {
        var file = await PeReader.ReadAsync(image, blobs, TestContext.Current.CancellationToken);
        var groups = new List<List<PeSection>> { new() };
        foreach (var section in file.Sections)
        {
            if (section.Name is ".profile")
            {
                groups.Add([]);
            }

            groups[^1].Add(section);
        }

        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var section in groups[0].Concat(groups[profile + 1]).Where(section => Measured.Contains(section.Name, StringComparer.Ordinal)))
        {
            var name = section.Name[1..];
            var content = await SignedFile.BytesAsync(image.Slice(section.RawOffset, section.VirtualSize), blobs);
            arguments[name] = await SignedFile.WriteAsync(directory, name, content);
        }

        Assert.Equal(Measured.Length, arguments.Count);
        return
        [
            .. arguments.Select(pair => $"--{pair.Key}={pair.Value}"),
            .. PcrBank.All.Select(bank => "--bank=" + bank.Name),
            "--phase=" + phases, "--json=short",
        ];
    }

    /// <summary>Register 11 in each bank.</summary>
    public static async Task<IReadOnlyList<string?>> CalculateAsync(IReadOnlyList<string> arguments)
    {
        using var document = JsonDocument.Parse(await Tool.RunAsync("systemd-measure", ["calculate", .. arguments]));
        return [.. PcrBank.All.Select(bank => document.RootElement.GetProperty(bank.Name)[0].GetProperty("hash").GetString())];
    }
}
