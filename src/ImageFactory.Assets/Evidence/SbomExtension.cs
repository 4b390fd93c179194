using ImageFactory.Assets.Plans;
using ImageFactory.Boot.Initramfs;

namespace ImageFactory.Assets.Evidence;

/// <summary>An extension in a bill of materials.</summary>
/// <param name="Planned">Its image.</param>
/// <param name="Metadata">What its manifest says.</param>
/// <param name="Part">What its own documents say; without packages when it has none.</param>
internal sealed record SbomExtension(PlannedExtension Planned, ExtensionMetadata Metadata, SbomPart Part);
