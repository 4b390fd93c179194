namespace ImageFactory.Boot.Inspection;

/// <summary>A partition of a disk.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Offset">Where it starts, in bytes.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Type">The GUID of its type.</param>
/// <param name="Id">Its own GUID.</param>
public sealed record InspectedPartition(string Name, long Offset, long Length, Guid Type, Guid Id);
