using ImageFactory.Oci;

namespace ImageFactory.Engines;

/// <summary>An engine that is to get an image.</summary>
/// <param name="Engine"><c>docker</c> or <c>podman</c>.</param>
/// <param name="Name">A further name for the image; null for none.</param>
internal sealed record EngineTarget(string Engine, Reference? Name);
