namespace ImageFactory.Sample;

/// <summary>The one timestamp of everything (docs/architecture.md, "Determinism").</summary>
internal static class SampleTime
{
    /// <summary>In seconds since 1970.</summary>
    public const long Seconds = 1559424892;
}
