using System.Text;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Uki;

/// <summary>
/// The sections of a unified kernel image in the order in which they are appended: first what all profiles share, then for each
/// profile its <c>.profile</c>, what it overrides, and its signed policies. What is absent or empty has no row.
/// </summary>
public static class UkiSections
{
    /// <summary>The sections of an image.</summary>
    /// <exception cref="ArgumentException">
    /// The profiles do not start with main, repeat an identifier, or one cannot be written; or there are signed policies for some only.
    /// </exception>
    public static IReadOnlyList<UkiSection> Of(UkiOptions options)
    {
        CheckProfiles(options.Profiles);
        CheckSignatures(options);
        IEnumerable<UkiSection?> shared =
        [
            Row(".osrel", options.OsRelease.ToBytes()),
            Row(".cmdline", options.CommandLine),
            Row(".uname", options.KernelRelease),
            Row(".splash", options.Splash),
            Row(".pcrpkey", options.PolicyKey?.ToPem()),
            Row(".linux", options.Kernel),
            Row(".initrd", options.Initrd),
        ];
        UkiProfile?[] groups = options.Profiles.Count > 0 ? [.. options.Profiles] : [null];
        var own = groups.SelectMany((profile, index) => OfProfile(profile, options.PolicySignatures.ElementAtOrDefault(index)));
        return [.. shared.Concat(own).OfType<UkiSection>()];
    }

    private static IEnumerable<UkiSection?> OfProfile(UkiProfile? profile, ReadOnlyMemory<byte> signature) =>
    [
        Row(".profile", profile is null ? null : Describe(profile), profile),
        Row(".cmdline", profile?.CommandLine, profile),
        Row(".pcrsig", ExtentMap.OfBytes(signature), profile),
    ];

    // UAPI.5, ".profile": lines in the style of os-release; the last has no line end.
    private static string Describe(UkiProfile profile) =>
        profile.Title is null ? $"ID={profile.Id}" : $"ID={profile.Id}\nTITLE={profile.Title}";

    private static UkiSection? Row(string name, string? text, UkiProfile? profile = null) =>
        text is null ? null : Row(name, Encoding.UTF8.GetBytes(text), profile);

    private static UkiSection? Row(string name, byte[] bytes, UkiProfile? profile = null) =>
        Row(name, ExtentMap.OfBytes(bytes), profile);

    private static UkiSection? Row(string name, ExtentMap? content, UkiProfile? profile = null) =>
        content is null || content.Length == 0 ? null : new UkiSection(name, content, profile);

    private static void CheckProfiles(IReadOnlyList<UkiProfile> profiles)
    {
        if (profiles.Count > 0 && profiles[0] != UkiProfile.Main)
        {
            throw new ArgumentException($"The first profile is '{profiles[0].Id}' instead of main.", nameof(profiles));
        }

        if (profiles.DistinctBy(profile => profile.Id, StringComparer.Ordinal).Count() < profiles.Count)
        {
            throw new ArgumentException("Two profiles have the same identifier.", nameof(profiles));
        }

        if (profiles.FirstOrDefault(profile => profile.Id.Length == 0 || HasLineEnd(profile.Id) || HasLineEnd(profile.Title)) is { } odd)
        {
            throw new ArgumentException($"Profile '{odd.Id}' has no identifier, or a line end in it or in its title.", nameof(profiles));
        }
    }

    private static void CheckSignatures(UkiOptions options)
    {
        var expected = Math.Max(1, options.Profiles.Count);
        if (options.PolicySignatures.Count != 0 && options.PolicySignatures.Count != expected)
        {
            throw new ArgumentException(
                $"The image has {options.PolicySignatures.Count} signed policies instead of {expected}.", nameof(options));
        }
    }

    private static bool HasLineEnd(string? text) => text?.Contains('\n', StringComparison.Ordinal) ?? false;
}
