using ImageFactory.Boot.Uki;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Measurement;

/// <summary>Measures a unified kernel image on the occasion that something reads what is in it.</summary>
internal sealed class UkiReading : IDisposable
{
    private readonly IReadOnlyList<(UkiProfile? Profile, IReadOnlyDictionary<string, ExtentMap> Contents)> _profiles;

    /// <param name="options">The image.</param>
    /// <param name="known">Hashes of contents that were kept from earlier images.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    internal UkiReading(UkiOptions options, IReadOnlyDictionary<ExtentMap, SectionDigests> known)
    {
        UkiProfile?[] profiles = options.Profiles.Count > 0 ? [.. options.Profiles] : [null];
        _profiles = [.. profiles.Select(profile => (profile, UkiMeasurement.Contents(options, profile)))];
        Sections = new SectionReading(_profiles.SelectMany(profile => profile.Contents.Values), known);
    }

    /// <summary>What has to be read.</summary>
    internal SectionReading Sections { get; }

    /// <summary>What was measured, once everything was read.</summary>
    internal MeasuredUki Finish()
    {
        var digests = Sections.Finish();
        return new MeasuredUki([.. _profiles.Select(profile => Predict(profile.Profile, profile.Contents, digests))], digests);
    }

    public void Dispose() => Sections.Dispose();

    private static PcrPrediction Predict(
        UkiProfile? profile, IReadOnlyDictionary<string, ExtentMap> contents, IReadOnlyDictionary<ExtentMap, SectionDigests> digests)
    {
        var sections = contents.ToDictionary(pair => pair.Key, pair => digests[pair.Value], StringComparer.Ordinal);
        PcrValue[] started = [.. PcrBank.All.Select(bank => UkiMeasurement.PredictSections(bank, sections))];
        return new PcrPrediction(profile, started, [.. started.Select(value => UkiMeasurement.Enter(value, UkiMeasurement.Phases))]);
    }
}
