using System.Collections.Concurrent;
using ImageFactory.Boot.Measurement;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Build;

/// <summary>Hashes of what unified kernel images hold: kernel and initramfs come back in many images and are hashed for the TPM once.</summary>
public sealed class SectionMemory
{
    private const int MostKept = 1024;

    private readonly ConcurrentDictionary<ExtentMap, SectionDigests> _sections = new();

    /// <summary>What is known.</summary>
    public IReadOnlyDictionary<ExtentMap, SectionDigests> Known => _sections;

    /// <summary>Remembers what was measured of an image.</summary>
    public void Keep(MeasuredUki measured)
    {
        if (_sections.Count > MostKept)
        {
            _sections.Clear();
        }

        foreach (var (content, digests) in measured.Sections)
        {
            _sections[content] = digests;
        }
    }
}
