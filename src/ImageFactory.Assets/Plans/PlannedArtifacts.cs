using ImageFactory.Assets.Artifacts;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Plans;

/// <summary>What is taken from a release: the image's digest stands for its content, so that a plan needs no download.</summary>
/// <param name="Image">The image that holds it.</param>
/// <param name="Roles">What is taken.</param>
public sealed record PlannedArtifacts(Image Image, IReadOnlyList<ArtifactRole> Roles);
