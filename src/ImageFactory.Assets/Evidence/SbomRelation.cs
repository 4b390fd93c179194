namespace ImageFactory.Assets.Evidence;

/// <summary>What one element of a bill of materials is to another, in the words of SPDX 2.3 (chapter 11).</summary>
internal sealed record SbomRelation(string From, string Type, string To);
