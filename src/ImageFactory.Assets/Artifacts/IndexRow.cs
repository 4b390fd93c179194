namespace ImageFactory.Assets.Artifacts;

/// <summary>What is remembered of an extracted file.</summary>
internal sealed record IndexRow(string Digest, long Length);
