using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Plans;

/// <summary>An installer's container image.</summary>
/// <param name="Base">The image that it is made from: of the release, for its architecture.</param>
/// <param name="Name">The name with tag under which engines keep it when they load it from a file.</param>
public sealed record PlannedInstaller(Image Base, string Name);
