using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>Where the content comes from and where the blocks go.</summary>
internal readonly record struct DataPath(IBlobSource Blobs, BodyStream Body);
