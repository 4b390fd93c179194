using System.Text;
using ImageFactory.Boot.Measurement;
using ImageFactory.Boot.Signing;

namespace ImageFactory.Boot.Inspection;

/// <summary>Reads the boot menu entries of a unified kernel image (UAPI.5, "Multi-Profile UKIs").</summary>
internal sealed class ProfileReading(InspectedParts parts, string path)
{
    private const int LongestText = 1024 * 1024;

    // What Talos signs, and what systemd does.
    private static readonly IReadOnlyList<string>[] KnownPhases =
    [
        UkiMeasurement.Phases,
        ["enter-initrd", "leave-initrd", "sysinit", "ready"],
        ["enter-initrd", "leave-initrd", "sysinit"],
        ["enter-initrd", "leave-initrd"],
        ["enter-initrd"],
        [],
    ];

    /// <summary>The key that the image's policies are signed by, once the profiles were read.</summary>
    public RsaPublicKey? PolicyKey { get; private set; }

    public async Task<IReadOnlyList<InspectedProfile>> ReadAsync(IReadOnlyList<MeasuredSection> sections, CancellationToken cancellationToken)
    {
        var shared = sections.TakeWhile(section => section.Name is not ".profile").ToList();
        PolicyKey = await ReadKeyAsync(shared, cancellationToken);
        var profiles = new List<InspectedProfile>();
        foreach (var group in Groups(sections.Skip(shared.Count)))
        {
            profiles.Add(await ReadProfileAsync([.. shared, .. group], cancellationToken));
        }

        return profiles.Count > 0 ? profiles : [await ReadProfileAsync(shared, cancellationToken)];
    }

    private static List<List<MeasuredSection>> Groups(IEnumerable<MeasuredSection> sections)
    {
        var groups = new List<List<MeasuredSection>>();
        foreach (var section in sections)
        {
            if (section.Name is ".profile")
            {
                groups.Add([]);
            }

            groups[^1].Add(section);
        }

        return groups;
    }

    private async Task<RsaPublicKey?> ReadKeyAsync(IReadOnlyList<MeasuredSection> sections, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadTextAsync(sections, ".pcrpkey", cancellationToken) is { } pem ? RsaPublicKey.FromPem(pem) : null;
        }
        catch (InvalidDataException exception)
        {
            parts.Note(InspectedParts.Name(path, "Section .pcrpkey"), exception);
            return null;
        }
    }

    private async Task<InspectedProfile> ReadProfileAsync(IReadOnlyList<MeasuredSection> sections, CancellationToken cancellationToken)
    {
        // Those of the profile come last and replace the shared ones; systemd-stub passes over empty ones.
        var measured = sections.Where(section => section.Content.Length > 0 && UkiMeasurement.IsMeasured(section.Name))
            .GroupBy(section => section.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Digests, StringComparer.Ordinal);
        var values = PcrBank.All.Select(bank => UkiMeasurement.PredictSections(bank, measured)).ToList();
        var description = await ReadTextAsync(sections, ".profile", cancellationToken);
        return new InspectedProfile
        {
            Id = Field(description, "ID="),
            Title = Field(description, "TITLE="),
            CommandLine = await ReadTextAsync(sections, ".cmdline", cancellationToken),
            Registers =
                [.. values.Select(value => new InspectedRegister(value.Bank.Name, value.Hex, UkiMeasurement.Enter(value, UkiMeasurement.Phases).Hex))],
            Policies = await ReadPoliciesAsync(sections, values, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<InspectedPolicy>> ReadPoliciesAsync(
        IReadOnlyList<MeasuredSection> sections, IReadOnlyList<PcrValue> values, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadTextAsync(sections, ".pcrsig", cancellationToken) is { } document
                ? [.. PcrSignatureDocument.Read(document).Select(signature => Describe(signature, values))]
                : [];
        }
        catch (InvalidDataException exception)
        {
            parts.Note(InspectedParts.Name(path, "Section .pcrsig"), exception);
            return [];
        }
    }

    private InspectedPolicy Describe(PcrSignature signature, IReadOnlyList<PcrValue> values)
    {
        var value = values.First(value => value.Bank == signature.Bank);
        var phases = signature.Registers is [UkiMeasurement.Register]
            ? KnownPhases.FirstOrDefault(phases => PcrSignatureDocument.Policy(UkiMeasurement.Enter(value, phases)).AsSpan().SequenceEqual(signature.Policy.Span))
            : null;
        return new InspectedPolicy
        {
            Bank = signature.Bank.Name,
            Digest = Convert.ToHexStringLower(signature.Policy.Span),
            Key = signature.KeyFingerprint,
            Phases = phases is null ? null : string.Join(':', phases),
            IsSigned = PolicyKey is { } key && signature.IsBy(key),
        };
    }

    // Of several sections the profile's own, which is the last, counts.
    private async Task<string?> ReadTextAsync(IEnumerable<MeasuredSection> sections, string name, CancellationToken cancellationToken) =>
        sections.LastOrDefault(section => string.Equals(section.Name, name, StringComparison.Ordinal)) is { } found
            ? Encoding.UTF8.GetString(await parts.ReadAsync(found.Content, LongestText, $"Section {name}", cancellationToken)).TrimEnd('\0', '\n')
            : null;

    // Lines in the style of os-release, whose values may be quoted.
    private static string? Field(string? description, string key) => description?.Split('\n')
        .FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim('"');
}
