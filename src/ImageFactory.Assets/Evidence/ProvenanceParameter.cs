namespace ImageFactory.Assets.Evidence;

/// <summary>Something that whoever asked for a build decided.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; the texts <c>true</c> and <c>false</c> are written as booleans.</param>
internal sealed record ProvenanceParameter(string Name, string Value);
