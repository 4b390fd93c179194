namespace ImageFactory.Formats.Vmdk;

/// <summary>What follows on a marker that is not a grain's (VMware: Virtual Disk Format 5.0, "Stream-Optimized Compressed Sparse Extents").</summary>
internal enum VmdkMarkerType
{
    EndOfStream = 0,
    GrainTable = 1,
    GrainDirectory = 2,
    Footer = 3,
}
